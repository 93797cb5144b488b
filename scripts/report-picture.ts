import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { findCommand } from '../test/needs.ts';
import { REDIS_CASE, REDIS_RECORDING } from '../demo/redis.ts';

// Draws the picture of a report that README shows: the page of the demo's walk through a cluster, in Debian's Chromium.
const WIDTH = 1_000;
const PICTURE = 'docs/report.png';

const executablePath = findCommand('chromium');
if (executablePath === null) throw new Error('Chromium is missing: apt-get install chromium');
const folder = await mkdtemp(join(tmpdir(), 'layerwalk-picture-'));
const page = join(folder, 'report.html');
const { target, source } = REDIS_CASE.input as { target: string; source: string };
const asking = ['diagnose', target, '--source', source, '--replay', REDIS_RECORDING, '--html', page];
// The walk fails, so the program ends with 1.
await promisify(execFile)(process.execPath, ['src/main.ts', ...asking]).catch((error: { code?: unknown }) => {
  if (error.code !== 1) throw error;
});
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const tab = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, colorScheme: 'light' });
await tab.goto(`file://${page}`);
const walk = await tab.locator('.walk').first().boundingBox();
if (!walk) throw new Error('the page draws no walk');
// As far as the path from source to target: what follows is the same in words.
const clip = { x: 0, y: 0, width: WIDTH, height: Math.ceil(walk.y + walk.height) + 12 };
await tab.screenshot({ path: PICTURE, fullPage: true, clip });
await browser.close();
await rm(folder, { recursive: true });
console.log(PICTURE);

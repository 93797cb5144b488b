import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { findCommand } from '../test/needs.ts';
import { example } from './generate/example.ts';

// Draws the picture of a report that README shows: the page of the recorded example, in Debian's Chromium.
const WIDTH = 1_000;
const PICTURE = 'docs/report.png';

const executablePath = findCommand('chromium');
if (executablePath === null) throw new Error('Chromium is missing: apt-get install chromium');
const folder = await mkdtemp(join(tmpdir(), 'layerwalk-picture-'));
const page = join(folder, 'report.html');
const asking = [...example.ask, '--replay', example.recording, '--html', page];
// The example fails, so the program ends with 1.
await promisify(execFile)(process.execPath, ['src/main.ts', ...asking]).catch((error: { code?: unknown }) => {
  if (error.code !== 1) throw error;
});
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const tab = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, colorScheme: 'light' });
await tab.goto(`file://${page}`);
await tab.screenshot({ path: PICTURE, fullPage: true });
await browser.close();
await rm(folder, { recursive: true });
console.log(PICTURE);

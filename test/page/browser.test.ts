import axe from 'axe-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPage } from '../../src/diagnosis/render/html/page.ts';
import { findCommand, needs } from '../needs.ts';
import { sampleReport } from './sample-report.ts';

const LONG = 'a-name-without-any-place-to-break-it-'.repeat(8);

describe('in Chromium', needs({ commands: ['chromium'] }), () => {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layerwalk-page-'));
    browser = await chromium.launch({
      executablePath: findCommand('chromium') ?? '',
      // Root, as in a container, has no sandbox in Chromium.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A page as it is opened from a file; what it complains of, and what it asked for. */
  async function opened(width: number, colorScheme: 'light' | 'dark' = 'light', report = sampleReport()) {
    const file = join(folder, `${width}-${colorScheme}.html`);
    await writeFile(file, toPage(report));
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      permissions: ['clipboard-read', 'clipboard-write'],
      bypassCSP: false,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${file}`);
    return { page, complaints, requests: requests.filter((url) => url !== `file://${file}`) };
  }

  const violations = async (page: Page) => {
    const found = await page.evaluate(`(() => { ${axe.source}; return axe.run(); })()`);
    const { violations: broken } = found as axe.AxeResults;
    return broken.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };

  describe.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('%i pixels wide, %s', (width, scheme) => {
    test('it is accessible, fetches nothing, complains of nothing, and nothing is wider than the screen', async () => {
      const { page, complaints, requests } = await opened(width, scheme);
      expect(await violations(page)).toEqual([]);
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });
  });

  test('very long names do not make it wider than a phone', async () => {
    const sample = sampleReport();
    const { page } = await opened(
      390,
      'light',
      sampleReport({
        target: LONG,
        verdict: { ...sample.verdict, sentence: `${LONG} cannot be reached.` },
        legs: sample.legs.map((leg) => ({
          ...leg,
          to: LONG,
          rows: leg.rows.map((row) => ({ ...row, test: LONG, evidence: [LONG] })),
        })),
        changed: [LONG],
        notes: [LONG],
      }),
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  test('a button copies the command whole, and says so', async () => {
    const { page } = await opened(1280);
    const button = page.getByRole('button', { name: 'Copy the undo' });
    await button.click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'kubectl -n cache delete networkpolicy allow-payments-api-to-redis',
    );
    await page.getByRole('button', { name: 'Copied' }).waitFor();
  });

  test('a row opens and closes by the keyboard', async () => {
    const { page } = await opened(1280);
    const row = page.locator('details.row.pass').first();
    expect(await row.getAttribute('open')).toBeNull();
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('open')).toBeNull();
  });

  test('on paper every row is open, and no button is left', async () => {
    const { page } = await opened(1280);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('.copy:visible').count()).toBe(0);
    const paper = await page.pdf();
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details.row.pass[open]').count()).toBe(0);
  });

  test('foreign text runs nothing', async () => {
    const { page, complaints } = await opened(
      1280,
      'light',
      sampleReport({
        notes: ['<img src=x onerror="document.title=1">'],
        question: '</title><script>document.title=2</script>',
      }),
    );
    expect(await page.title()).toBe('</title><script>document.title=2</script>');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

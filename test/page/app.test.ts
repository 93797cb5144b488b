import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCommand, needs } from '../needs.ts';
import { sampleReport } from './sample-report.ts';

const APP = new URL('../../dist/report-app.html', import.meta.url);

/** A host of MCP Apps as small as can be: it answers the hello, and keeps what it is told. */
const HOST = `<!doctype html><html><body><iframe id="app" sandbox="allow-scripts" src="/app" style="width:100%;height:900px"></iframe>
<script>
const frame = document.getElementById('app');
window.told = [];
const send = (message) => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  told.push(data);
  if (data.method === 'ui/initialize') send({ id: data.id, result: { protocolVersion: '2026-01-26', hostInfo: { name: 'test', version: '1' }, hostCapabilities: {}, hostContext: { theme: 'dark' } } });
});
window.give = (params) => send({ method: 'ui/notifications/tool-result', params });
window.ask = (method) => send({ id: 'ours', method, params: {} });
</script></body></html>`;

// The policy that a host sets where a resource names no domains (MCP Apps 2026-01-26, "Host Behavior").
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'none'";

describe('the MCP App, in a host', needs({ commands: ['chromium'] }), () => {
  let browser: Browser;
  const server = createServer(async (request, response) => {
    const app = request.url === '/app';
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(app && { 'content-security-policy': POLICY }),
    });
    response.end(app ? await readFile(APP, 'utf8') : HOST);
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    browser = await chromium.launch({
      executablePath: findCommand('chromium') ?? '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  async function hosted() {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("told.some(({ method }) => method === 'ui/notifications/initialized')");
    return { page, frame: page.frameLocator('#app'), complaints };
  }

  test('says hello, shows the report it is given, follows the theme and tells its height', async () => {
    const { page, frame, complaints } = await hosted();
    await page.evaluate((params) => (globalThis as { give?: (given: unknown) => void }).give?.(params), {
      structuredContent: sampleReport(),
      content: [],
    });
    await frame.getByRole('heading', { name: /default-deny-ingress/ }).waitFor();
    expect(await frame.locator('.walk .station.fail').count()).toBe(2);
    expect(await frame.locator('html').getAttribute('style')).toContain('color-scheme: dark');
    await page.waitForFunction(
      "told.some(({ method, params }) => method === 'ui/notifications/size-changed' && params.height > 400)",
    );
    expect(complaints).toEqual([]);
  });

  test('hostile text stays text, and what is no answer of ours is shown as its text', async () => {
    const { page, frame } = await hosted();
    const give = (params: unknown) =>
      page.evaluate((given) => (globalThis as { give?: (value: unknown) => void }).give?.(given), params);
    const evil = '<img src=x onerror="parent.told.push(1)">';
    await give({ structuredContent: sampleReport({ target: evil, notes: [evil] }), content: [] });
    await frame.locator('.headline .target', { hasText: evil }).waitFor();
    expect(await frame.locator('img').count()).toBe(0);
    await give({ structuredContent: { schema: 'other' }, content: [{ type: 'text', text: evil }] });
    await frame.locator('main p', { hasText: evil }).waitFor();
    expect(await frame.locator('img').count()).toBe(0);
  });

  test('answers what its host asks', async () => {
    const { page } = await hosted();
    await page.evaluate("ask('ui/resource-teardown')");
    await page.waitForFunction("told.some(({ id }) => id === 'ours')");
    expect(await page.evaluate("told.find(({ id }) => id === 'ours')")).toMatchObject({ result: {} });
  });
});

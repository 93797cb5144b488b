import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtProgram, RawProgram } from './program.ts';

test('diagnose names the page that shows its report, and the page can be read', async () => {
  using program = new RawProgram(builtProgram());
  await program.initialize();
  const { result: list } = await program.ask('tools/list');
  const tools = (list as unknown as { tools: { name: string; _meta?: { ui: { resourceUri: string } } }[] })
    .tools;
  const shown = tools.filter(({ _meta }) => _meta);
  expect(shown).toMatchObject([
    { name: 'diagnose', _meta: { ui: { resourceUri: 'ui://layerwalk/report' } } },
  ]);
  const { result: read } = await program.ask('resources/read', { uri: 'ui://layerwalk/report' });
  const [page] = (read as unknown as { contents: { mimeType: string; text: string; _meta: object }[] })
    .contents;
  expect(page?.mimeType).toBe('text/html;profile=mcp-app');
  expect(page?.text).toBe(await readFile(new URL('../../dist/report-app.html', import.meta.url), 'utf8'));
  expect(page).toMatchObject({
    ['_meta']: { ui: { prefersBorder: true, permissions: { clipboardWrite: {} } } },
  });
});

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { within } from './build/budget.ts';

/** What of package.json the program needs beside it: that its files are modules, and who it is. */
const KEPT = ['name', 'version', 'description', 'license', 'type', 'engines'];

/** Makes the MCP bundle of the built program, layerwalk-VERSION.mcpb in the folder named by the first argument or here. */
const [into = '.'] = process.argv.slice(2);
const staging = await mkdtemp(join(tmpdir(), 'layerwalk-bundle-'));
try {
  const whole: Record<string, unknown> = JSON.parse(await readFile('package.json', 'utf8'));
  for (const one of ['manifest.json', 'dist', 'README.md', 'LICENSE', 'deploy/rbac.yaml'])
    await cp(one, join(staging, one), { recursive: true });
  const kept = Object.fromEntries(KEPT.map((key) => [key, whole[key]]));
  await writeFile(join(staging, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
  const file = join(into, `layerwalk-${String(whole['version'])}.mcpb`);
  await promisify(execFile)('mcpb', ['pack', staging, file]);
  console.log(`${file}: ${within('bundle', (await stat(file)).size)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(staging, { recursive: true });
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { cliPage } from './generate/cli.ts';
import { deployPage, kustomization } from './generate/deploy.ts';
import { failureModesPage } from './generate/failure-modes.ts';
import { iamPolicy } from './generate/iam-policy.ts';
import { manifest } from './generate/manifest.ts';
import { operatingWithLimits } from './generate/limits.ts';
import { readmeWithSections } from './generate/readme.ts';
import { toolsPage } from './generate/tools.ts';
import { serverEntry } from './generate/server-entry.ts';

const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  'README.md': readmeWithSections,
  'docs/failure-modes.md': failureModesPage,
  'docs/cli.md': cliPage,
  'docs/operating.md': operatingWithLimits,
  'docs/tools.md': toolsPage,
  'docs/iam-policy.json': iamPolicy,
  'manifest.json': manifest,
  'server.json': serverEntry,
  'deploy/kustomization.yaml': kustomization,
  'deploy/README.md': deployPage,
};

const write = process.argv.includes('--write');
const stale: string[] = [];
for (const [file, make] of Object.entries(generated)) {
  const options = await resolveConfig(file);
  const wanted = await format(await make(), { ...options, filepath: file });
  if (wanted === (await readFile(file, 'utf8').catch(() => null))) continue;
  stale.push(file);
  if (!write) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, wanted);
}
for (const file of stale)
  console.log(`${file}: ${write ? 'written' : 'not up to date, run `npm run generate`'}`);
if (!write && stale.length > 0) process.exitCode = 1;

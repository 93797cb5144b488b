import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thirdPartyLicenses } from './licenses.ts';

const published = ['name', 'version', 'description', 'keywords', 'license', 'type', 'engines'];

/** Makes `out` a package that can be published as it is: all code is bundled, so it depends on nothing. */
export async function stagePackage(out: string, sources: readonly string[]): Promise<void> {
  const root: Record<string, unknown> = JSON.parse(await readFile('package.json', 'utf8'));
  const manifest = {
    ...Object.fromEntries(published.map((key) => [key, root[key]])),
    bin: { layerwalk: 'bin.js' },
  };
  await writeFile(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(out, 'THIRD_PARTY_LICENSES'), await thirdPartyLicenses(sources));
  await mkdir(join(out, 'deploy'), { recursive: true });
  const files = ['README.md', 'LICENSE', 'CHANGELOG.md', 'deploy/rbac.yaml'];
  await Promise.all(files.map((file) => copyFile(file, join(out, file))));
}

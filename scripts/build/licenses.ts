import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vendoredIn } from './vendored.ts';

const licenseFile = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of all npm packages that `sources` (paths of bundled files) belong to, and of those which they
 * carry inside. Throws where a package states neither a licence text nor a licence id: it may not be bundled.
 */
export async function thirdPartyLicenses(sources: readonly string[]): Promise<string> {
  const vendored = await Promise.all(sources.map(vendoredIn));
  const folders = [...sources, ...vendored.flat()]
    .map(packageFolder)
    .filter((folder) => folder !== undefined);
  const sections = await Promise.all([...new Set(folders)].toSorted().map(section));
  return `Layerwalk contains code of these packages.\n\n${sections.join('\n')}`;
}

function packageFolder(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function section(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => licenseFile.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0 && typeof license !== 'string') throw new Error(`${name} states no licence`);
  const text = texts.length > 0 ? texts.join('\n').trim() : `Licence: ${license}`;
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}

import { readFile } from 'node:fs/promises';

/** deploy/kustomization.yaml with the image of this version. */
export const kustomization = (): Promise<string> =>
  withVersion('deploy/kustomization.yaml', /(?<=newTag: )\S+/g);

/** deploy/README.md with the image of this version. */
export const deployPage = (): Promise<string> =>
  withVersion('deploy/README.md', /(?<=\/layerwalk:)\d+\.\d+\.\d+\S*/g);

async function withVersion(file: string, places: RegExp): Promise<string> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const text = await readFile(file, 'utf8');
  if (text.search(places) < 0) throw new Error(`${file} names no version where it should`);
  return text.replaceAll(places, () => version);
}

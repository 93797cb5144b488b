import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../network/leftovers.ts';

const MADE_BY = /^layerwalk-lab-(\d+)-/;

/** A new folder for what a run keeps on disk, with the process id in its name. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), `layerwalk-lab-${process.pid}-`));

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Removes the folders of runs that are dead. */
export async function removeDeadFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = MADE_BY.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    await removeFolder(join(tmpdir(), name)).catch(() => undefined); // Another user's.
  }
}

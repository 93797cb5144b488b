import { randomUUID } from 'node:crypto';
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BadInput } from '../core/bad-input.ts';

/** Writes a file so that it is either the old one or the whole new one. `flag` named it; `mode` is who may read it. */
export async function writeWhole(flag: string, file: string, text: string, mode: number): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw notWritable(flag, file, error);
  }
}

/** Throws BadInput when a file cannot be written there: better known before the walk than after it. */
export async function mustBeWritable(flag: string, file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw notWritable(flag, file, error);
  }
  const there = await stat(file).catch(() => undefined);
  // It takes the place of what is there: never of a device or a directory.
  if (there && !there.isFile())
    throw new BadInput(
      `${flag}: ${basename(file)} is there and no regular file.`,
      'Send the path of a file.',
    );
}

const notWritable = (flag: string, file: string, error: unknown): BadInput =>
  new BadInput(
    `${flag}: ${basename(file)} cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : 'error'}).`,
    'Send a path in a directory that you may write to.',
  );

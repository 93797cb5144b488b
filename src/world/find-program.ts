import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Where programs are looked for. The caller's own PATH decides nothing. */
export const PROGRAM_DIRECTORIES = [
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/local/sbin',
  '/usr/local/bin',
] as const;

const NAME = /^[a-z0-9][a-z0-9._+-]{0,63}$/;

const found = new Map<string, Promise<string | undefined>>();

/**
 * The absolute path of a program by its bare name; undefined when no directory has it. Each is looked for once. Throws a
 * TypeError on anything but a bare name.
 */
export function findProgram(name: string): Promise<string | undefined> {
  if (!NAME.test(name)) throw new TypeError('A program is called by its bare name.');
  const known = found.get(name) ?? search(name);
  found.set(name, known);
  return known;
}

async function search(name: string): Promise<string | undefined> {
  for (const directory of PROGRAM_DIRECTORIES) {
    const path = join(directory, name);
    const executable = access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (await executable) return path;
  }
  return undefined;
}

import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

// Where systems keep network programs that are not in every user's PATH.
const ALSO = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** The absolute path of a program in `path` (a PATH list) or a system directory; null when there is none. */
export async function programInPath(name: string, path: string): Promise<string | null> {
  const directories = [...path.split(delimiter), ...ALSO].filter((directory) => isAbsolute(directory));
  for (const directory of new Set(directories)) {
    const file = join(directory, name);
    if (await isProgram(file)) return file;
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

import { readFile, stat } from 'node:fs/promises';
import { BadInput } from '../core/bad-input.ts';

/** More than any list of secrets; a device or pipe would never end. */
const MOST_BYTES = 1024 * 1024;

/** The text of a file of secrets that a start-up flag names. Throws BadInput where it cannot be read; never says what it holds. */
export async function readSecret(flag: string, file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (found.isDirectory() || found.size > MOST_BYTES)
      throw new BadInput(`${flag}: the file is no list of secrets.`, 'Send a text file of a few lines.');
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'no reason given';
    throw new BadInput(`${flag}: the file cannot be read (${code}).`, 'Send the path of a text file.');
  }
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test, or the suite it is in, was skipped. `skip-reporter.ts` prints it. */
    skipReason?: string;
  }
}

/** What a test asks of the machine. */
export interface Wants {
  root?: true;
  /** Programs that must be in PATH or the sbin directories. */
  commands?: readonly string[];
  /** Debian packages to name in place of `commands` when one of those is missing. */
  packages?: readonly string[];
  linux?: true;
  /** A path that must exist and be readable, such as `/dev/net/tun`. */
  files?: readonly string[];
  /** What else is lacking, in words, as the asker found out. */
  also?: readonly string[];
}

/**
 * Options for `test(name, needs({…}), fn)` or `describe(name, needs({…}), fn)`: skipped, with the reason told at
 * the end of the run, where the machine lacks something.
 */
export function needs(wants: Wants): { skip: boolean; meta: { skipReason?: string } } {
  const lacking = [...missing(wants)];
  if (lacking.length === 0) return { skip: false, meta: {} };
  return { skip: true, meta: { skipReason: `needs ${lacking.join(' and ')}` } };
}

function* missing({ root, commands = [], packages, linux, files = [], also = [] }: Wants): Generator<string> {
  if (linux && process.platform !== 'linux') yield 'Linux';
  if (root && process.getuid?.() !== 0) yield 'root';
  for (const file of files) if (!allowed(file, constants.R_OK)) yield file;
  const absent = commands.filter((command) => findCommand(command) === null);
  if (absent.length > 0) yield `${absent.join(', ')} (apt-get install ${(packages ?? absent).join(' ')})`;
  yield* also;
}

/** The absolute path of a program, or null. Looks in the sbin directories too, which a user's PATH may lack. */
export function findCommand(command: string): string | null {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const paths = directories
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, command));
  return paths.find((path) => allowed(path, constants.X_OK)) ?? null;
}

function allowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');

/** What a program said and how it ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs npm or npx in a folder as somebody would who has nothing but Node: a home of their own, no cache, no network. What the
 * `npm test` around says of itself in variables is left out.
 */
export async function asUser(
  program: 'npm' | 'npx',
  args: readonly string[],
  { cwd, home }: { cwd: string; home: string },
): Promise<Ended> {
  const machine = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|LAYERWALK_|VITEST)/i.test(name),
  );
  const env = {
    ...Object.fromEntries(machine),
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: home,
    npm_config_cache: join(home, 'cache'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
  try {
    return {
      status: 0,
      ...(await promisify(execFile)(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 })),
    };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

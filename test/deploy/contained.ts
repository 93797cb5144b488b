import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Wants } from '../needs.ts';

export const CONTAINED: Wants = {
  root: true,
  linux: true,
  commands: ['unshare', 'nsenter', 'setpriv', 'ip'],
  packages: ['util-linux', 'iproute2'],
};

/** As a container has it: the files of the image in place, everything read-only, a network of its own. */
const SET_UP = `
  ip link set lo up
  for folder in opt usr/local/bin; do
    mount --bind "$0/$folder" "/$folder"
    mount -o remount,bind,ro "/$folder"
  done
  mount -o remount,bind,ro /
  exec "$@"
`;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The words that give up all rights and the environment, for the words that follow. */
const asUser = (user: string, env: Readonly<Record<string, string>>): string[] => {
  const [uid = '', gid = uid] = user.split(':');
  const who = ['--reuid', uid, '--regid', gid, '--clear-groups', '--no-new-privs'];
  const rights = ['--bounding-set=-all', '--inh-caps=-all'];
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return ['setpriv', ...who, ...rights, 'env', '-i', `PATH=${PATH}`, ...variables];
};

/** Puts Node where the base image has it. */
export async function withNode(root: string): Promise<void> {
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await cp(process.execPath, join(root, 'usr/local/bin/node'));
}

/** Something that runs in namespaces of its own, as process 1 of them. */
export interface Contained {
  readonly child: ChildProcess;
  /** Runs a command beside it, as `docker exec` would. */
  beside(command: readonly string[]): Promise<{ status: number; stdout: string }>;
  /** Sends a signal to process 1. */
  signal(name: string): Promise<void>;
}

/** Starts a command over a file system made by `playStages`. */
export function contain(
  root: string,
  user: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Contained {
  const flags = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--net'];
  const args = [...flags, 'sh', '-euc', SET_UP, root, ...asUser(user, env), ...command];
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const first = async (): Promise<string> => {
    const pid = String(child.pid);
    return (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim();
  };
  return {
    child,
    async beside(words) {
      const target = ['--target', await first(), '--mount', '--net', '--pid'];
      try {
        const { stdout } = await promisify(execFile)('nsenter', [...target, ...asUser(user, {}), ...words]);
        return { status: 0, stdout };
      } catch (error) {
        const { code, stdout } = error as { code: number; stdout: string };
        return { status: code, stdout };
      }
    },
    async signal(name) {
      process.kill(Number(await first()), name);
    },
  };
}

/** The status of a contained command that ends by itself, and what it said. */
export async function toItsEnd({ child }: Contained): Promise<{ status: number | null; said: string }> {
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const [status] = await once(child, 'close');
  return { status, said };
}

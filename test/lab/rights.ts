import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** Set in the user namespace that was made for the lab. */
const INSIDE = 'LAYERWALK_LAB_NAMESPACE';
const NAMESPACES = '-Urnm';

/**
 * Writable places of the lab's own for what it keeps in /run/netns and /etc/netns: nothing of the machine can be written
 * in a user namespace, and nothing should be. What /etc holds stays readable.
 */
const PROLOGUE = `set -e
mount -t tmpfs lab /run
mkdir /run/netns /run/etc
cp -r /etc/. /run/etc/ 2>/dev/null || true
mount --bind /run/etc /etc
mkdir -p /etc/netns
exec "$@"`;

const succeeds = (...argv: readonly [string, ...string[]]): boolean => {
  const [command, ...args] = argv;
  return spawnSync(command, args).status === 0;
};

/** Whether networks can be built by this process: root with the right to, or inside a namespace made for the lab. */
export const mayBuild = (): boolean => process.getuid?.() === 0 && succeeds('unshare', '-n', 'true');

/** Whether networks can be built by this process or in a user namespace that it may make. */
export const mayHaveNetworks = (): boolean => mayBuild() || succeeds('unshare', NAMESPACES, 'true');

/** Whether a cable can hold packets back: /dev/net/tun is not to be had in a user namespace. */
export function mayDelay(): boolean {
  if (process.getuid?.() !== 0 || process.env[INSIDE] !== undefined) return false;
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What runs a Node program where networks can be built: as it is, or in user, network and mount namespaces of its own. */
export function whereNetworksAre(program: string, args: readonly string[] = []): Started {
  const node = [process.execPath, program, ...args];
  if (mayBuild()) return { argv: node, env: process.env };
  if (process.env[INSIDE] !== undefined)
    throw new Error('No networks can be built in a user namespace here.');
  const argv = ['unshare', NAMESPACES, 'sh', '-c', PROLOGUE, 'lab', ...node];
  // Where `ip` and `nft` are, which a user's PATH may lack.
  const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  return { argv, env: { ...process.env, PATH, [INSIDE]: '1' } };
}

interface Started {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

import { execFileSync, spawnSync } from 'node:child_process';

/** Set in the user namespace that was made for the lab. */
const INSIDE = 'LAYERWALK_LAB_NAMESPACE';

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

/** Whether networks can be built here: root with the right to, or inside a namespace made for the lab. */
export function mayBuild(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['-n', 'true']).status === 0;
}

/** Runs this program again in user, network and mount namespaces of its own, and gives its exit status. */
export function runInside(program: string, args: readonly string[]): number {
  if (process.env[INSIDE] !== undefined)
    throw new Error('No networks can be built in a user namespace here.');
  const prologue = ['-Urnm', 'sh', '-c', PROLOGUE, 'lab', process.execPath, program, ...args];
  const { status } = spawnSync('unshare', prologue, {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  return status ?? 1;
}

/** Whether a cable can hold packets back: /dev/net/tun is not to be had in a user namespace. */
export function mayDelay(): boolean {
  try {
    execFileSync('ip', ['tuntap', 'list'], { stdio: 'ignore' });
    return process.env[INSIDE] === undefined;
  } catch {
    return false;
  }
}

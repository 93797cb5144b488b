import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where `ip netns exec NAME` finds the files that it puts over those of /etc. */
export const filesOf = (namespace: string): string => join('/etc/netns', namespace);

/**
 * Ends every process in the namespaces and removes them with their files. Synchronous, so that it works while the
 * process exits; what is not there (any more) is passed over.
 */
export function demolish(names: readonly string[]): void {
  for (const name of names) {
    const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' });
    for (const pid of (stdout ?? '').split('\n').filter(Boolean)) end(Number(pid));
  }
  const batch = names.map((name) => `netns del ${name}\n`).join('');
  spawnSync('ip', ['-force', '-batch', '-'], { input: batch });
  for (const name of names) rmSync(filesOf(name), { recursive: true, force: true });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, 'tundelay.py');

/**
 * Joins two namespaces by devices called `delayed`, one in each and without an address, that hold every packet back for
 * `oneWayMs`. Resolves once they exist; what it gives takes them away. Needs root, python3 and /dev/net/tun.
 */
export async function startDelay(
  first: string,
  second: string,
  oneWayMs: number,
): Promise<() => Promise<unknown>> {
  const child = spawn('python3', [PROGRAM, first, second, String(oneWayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited]);
  if (!(said[0] instanceof Buffer)) throw new Error('tundelay.py ended before the devices were there');
  return () => {
    child.stdin.end();
    return exited;
  };
}

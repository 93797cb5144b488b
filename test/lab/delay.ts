import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { must } from './network/execute.ts';
import type { Host } from './network/host.ts';
import type { Cable } from './network/plan.ts';

const PROGRAM = join(import.meta.dirname, 'tundelay.py');

/** Lays a cable that holds every packet back, half of `roundTripMs` each way. What it gives takes the cable away. */
export async function layDelay(
  { ends }: Cable,
  namespace: (host: Host) => string,
  roundTripMs: number,
): Promise<() => Promise<unknown>> {
  const names = ends.map(({ host }) => namespace(host));
  const child = spawn('python3', [PROGRAM, ...names, String(roundTripMs / 2)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), exited]);
  if (!(first[0] instanceof Buffer)) throw new Error('tundelay.py ended before the cable was laid');
  for (const { host, device } of ends) {
    await must(['ip', '-n', namespace(host), 'link', 'set', 'delayed', 'name', device]);
  }
  return () => {
    child.stdin.end();
    return exited;
  };
}

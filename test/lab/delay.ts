import { must } from './network/execute.ts';
import type { Host } from './network/host.ts';
import type { Cable } from './network/plan.ts';
import { startDelay } from './tundelay.ts';

/** Lays a cable that holds every packet back, half of `roundTripMs` each way. What it gives takes the cable away. */
export async function layDelay(
  { ends }: Cable,
  namespace: (host: Host) => string,
  roundTripMs: number,
): Promise<() => Promise<unknown>> {
  const [first, second] = ends;
  const end = await startDelay(namespace(first.host), namespace(second.host), roundTripMs / 2);
  for (const { host, device } of ends) {
    await must(['ip', '-n', namespace(host), 'link', 'set', 'delayed', 'name', device]);
  }
  return end;
}

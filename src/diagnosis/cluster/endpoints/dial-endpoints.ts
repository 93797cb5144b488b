import type { Vantage } from '../../../core/world/world.ts';
import type { Try } from '../../../tools/tcp-probe/observation.ts';
import { bare } from '../../../tools/tcp-probe/observe/tries.ts';
import type { EndpointSeen } from './observation.ts';
import type { ReadyEndpoint } from './ready-endpoints.ts';
import { outcomeOf } from './outcome.ts';

/** The most endpoints that are dialled. */
const MOST = 16;
/** At a time: the walk's own probes need their turns in the pod, too. */
const WIDTH = 4;
/** A SYN and its repetition after a second (RFC 6298 section 2.1). */
const TIMEOUT_MS = 2_500;
const BUDGET_MS = 15_000;
/** Other declared ports, and endpoints that they are tried at. */
const MOST_OTHERS = 3;

/** By what endpoints are dialled. */
export interface Dialling {
  readonly vantage: Pick<Vantage, 'dial'>;
  readonly elapsed: () => number;
  readonly signal: AbortSignal;
  /** Whether the other ports that pods declare are tried where every endpoint refuses. */
  readonly tryDeclared: boolean;
}

/**
 * Dials each ready endpoint by itself, those that fail once more where others answer: a lost packet is no broken endpoint.
 * Throws what the vantage throws.
 */
export async function dialEndpoints(
  dialling: Dialling,
  ready: readonly ReadyEndpoint[],
): Promise<{ endpoints: EndpointSeen[]; more: number }> {
  const deadline = dialling.elapsed() + BUDGET_MS;
  const inTime = (): boolean => dialling.elapsed() < deadline;
  const endpoints: EndpointSeen[] = [];
  await inTurns(ready.slice(0, MOST), async ({ declared: _declared, ...endpoint }) => {
    if (!inTime()) return;
    endpoints.push({ ...endpoint, tries: [await dialOnce(dialling, endpoint)], others: [] });
  });
  const failing = endpoints.filter((one) => outcomeOf(one) === 'fails');
  if (failing.length > 0 && failing.length < endpoints.length)
    await inTurns(failing, async (one) => {
      if (inTime()) one.tries.push(await dialOnce(dialling, one));
    });
  if (dialling.tryDeclared && endpoints.length > 0 && endpoints.every(refuses))
    await inTurns(endpoints.slice(0, MOST_OTHERS), async (one) => {
      const { declared = [] } = ready.find(({ address }) => address === one.address) ?? {};
      for (const port of declared.slice(0, MOST_OTHERS))
        one.others.push({ port, answer: await dialOnce(dialling, { address: one.address, port }) });
    });
  const order = new Map(ready.map(({ address }, index) => [address, index]));
  return {
    endpoints: endpoints.toSorted((a, b) => (order.get(a.address) ?? 0) - (order.get(b.address) ?? 0)),
    more: ready.length - endpoints.length,
  };
}

const refuses = ({ tries }: EndpointSeen): boolean => tries.every(({ outcome }) => outcome === 'refused');

async function dialOnce(
  { vantage, signal }: Dialling,
  { address, port }: { address: string; port: number },
): Promise<Try> {
  return bare(await vantage.dial({ address, port, timeoutMs: TIMEOUT_MS }, signal));
}

/** Does something for each, a few at a time. */
async function inTurns<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await each(one);
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}

import type { Trace } from '../../../../core/world/path.ts';
import { parseTraceroute } from '../../../../wire/path/traceroute-output.ts';
import { type Attempt, attempt, type Run } from './attempt.ts';

/** Beyond this many hops nothing is looked for. */
export const MOST_HOPS = 24;
/** Probes of each distance. */
const TRIES = 2;
/** Seconds that an answer may take: all probes are under way at once, so that silence costs this once. */
const WAIT_S = 1;

/** SYNs of which all that get far enough reach the target, which resets its half of the connection: nothing is accepted. Needs raw sockets. */
export const tracerouteTcp = (
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> =>
  trace(
    { target: address, probe: 'tcp', most: MOST_HOPS },
    ['-T', '-O', 'info', '-p', String(port), '-q', String(TRIES), '-N', String(TRIES * MOST_HOPS)],
    timeoutMs,
    signal,
    run,
  );

/** Datagrams to ports that nobody uses. Needs no privileges. */
export const tracerouteUdp = (
  address: string,
  timeoutMs: number,
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> =>
  trace(
    { target: address, probe: 'udp', most: MOST_HOPS },
    ['-q', String(TRIES), '-N', String(TRIES * MOST_HOPS)],
    timeoutMs,
    signal,
    run,
  );

/** How far datagrams of one size get that may not be fragmented: one a distance, all at once. Needs no privileges. */
export async function tracerouteSize(
  address: string,
  size: number,
  { most, waitS, timeoutMs }: { most: number; waitS: number; timeoutMs: number },
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> {
  const seen = await attempt(
    {
      program: 'traceroute',
      for: 'packets of a chosen size',
      args: [
        '-n',
        '-F',
        '-q',
        '1',
        '-N',
        String(most),
        '-m',
        String(most),
        '-w',
        String(waitS),
        address,
        String(size),
      ],
      timeoutMs,
      read: (text) => parseTraceroute(text, { target: address, probe: 'udp', most }),
    },
    signal,
    run,
  );
  return 'seen' in seen ? { seen: { program: 'traceroute', probe: 'udp', size, ...seen.seen } } : seen;
}

async function trace(
  question: { target: string; probe: 'tcp' | 'udp'; most: number },
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> {
  const { target, probe, most } = question;
  const seen = await attempt(
    {
      program: 'traceroute',
      for: `${probe.toUpperCase()} probes`,
      args: ['-n', ...args, '-m', String(most), '-w', String(WAIT_S), target],
      timeoutMs,
      read: (text) => parseTraceroute(text, question),
    },
    signal,
    run,
  );
  return 'seen' in seen ? { seen: { program: 'traceroute', probe, ...seen.seen } } : seen;
}

import { openDelayPath } from '../test/lab/delay-path.ts';
import { type FarEnd, startFarEnd } from './far-end.ts';
import { delayNeeds } from './delay-needs.ts';
import { timeFromNearEnd } from './near-end.ts';
import { type Row, ms, times, unmeasured } from './row.ts';

const goals = { loopback: 5, delayed: 1.2 };
const what = (where: string) => `tls_inspect ${where}, against a bare handshake`;

/** tls_inspect without `deep` against a handshake alone: on loopback, and where the round trip is what costs. */
export async function tlsInspect(): Promise<Row[]> {
  return [await onLoopback(), await onDelayedPath()];
}

async function onLoopback(): Promise<Row> {
  await using far = await startFarEnd('127.0.0.1');
  return await row('on loopback', goals.loopback, far, 41);
}

async function onDelayedPath(): Promise<Row> {
  const lacking = delayNeeds();
  if (lacking !== null) return unmeasured(what('at 50 ms RTT'), `<= ${goals.delayed} x`, lacking);
  await using path = await openDelayPath(50);
  await using far = await startFarEnd(path.far.address, { dns: 53, https: 443 }, path.far.namespace);
  return await row('at 50 ms RTT', goals.delayed, far, 11, path.near.namespace);
}

async function row(
  where: string,
  goal: number,
  far: FarEnd,
  rounds: number,
  namespace?: string,
): Promise<Row> {
  const { one, other } = await timeFromNearEnd('inspect', far, rounds, namespace);
  const ratio = one / other;
  return {
    what: what(where),
    goal: `<= ${goal} x`,
    measured: `${times(ratio)} (${ms(one)}, ${ms(other)})`,
    met: ratio <= goal,
  };
}

import { filter } from '../test/lab/network/filter.ts';
import { delayNeeds } from './delay-needs.ts';
import { type Row, ms, unmeasured } from './row.ts';
import { SlowPath } from './slow-path.ts';

const RTT = 50;
/** The tool's own deadline, beside the hop path's goal. */
const goals = { reached: 1_500, dropped: 4_000 };
const what = {
  reached: `path_trace: 3 hops at ${RTT} ms RTT`,
  dropped: `path_trace: a dropped port at ${RTT} ms RTT, within its deadline`,
};
const MOST_MS = 60_000;

/** The hops to a port that accepts, beside mtr's usual report, and to one that is dropped. */
export async function pathTrace(): Promise<Row[]> {
  const lacking = delayNeeds();
  if (lacking !== null)
    return [
      unmeasured(what.reached, `<= ${goals.reached} ms`, lacking),
      unmeasured(what.dropped, `<= ${goals.dropped} ms`, lacking),
    ];
  return [await reached(), await dropped()];
}

async function reached(): Promise<Row> {
  await using path = await SlowPath.open(RTT);
  const seen = await path.ask('path_trace', { host: path.address, port: 443 }, 5);
  const mtr = await path.time(['mtr', '-rwnc', '10', path.address], MOST_MS);
  return {
    what: what.reached,
    goal: `<= ${goals.reached} ms`,
    measured: `${ms(seen.ms)} (mtr -rwnc 10: ${ms(mtr)})`,
    met: seen.status === 'pass' && seen.ms <= goals.reached,
  };
}

async function dropped(): Promise<Row> {
  await using path = await SlowPath.open(RTT, [filter('far', 'iifname m1 tcp dport 443 drop')]);
  const seen = await path.ask('path_trace', { host: path.address, port: 443 }, 3);
  return {
    what: what.dropped,
    goal: `<= ${goals.dropped} ms`,
    measured: ms(seen.ms),
    met: seen.status === 'unknown' && seen.ms <= goals.dropped,
  };
}

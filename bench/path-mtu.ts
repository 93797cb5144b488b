import { filter } from '../test/lab/network/filter.ts';
import { delayNeeds } from './delay-needs.ts';
import { type Row, ms, unmeasured } from './row.ts';
import { timed } from './sampling.ts';
import { SlowPath } from './slow-path.ts';

const RTT = 50;
const MTU = 1_400;
const goals = { hole: 700, healthy: 3 * RTT + 50 };
const what = {
  hole: `path_mtu: ${MTU} exactly, through a black hole at ${RTT} ms RTT`,
  healthy: `path_mtu: a healthy path at ${RTT} ms RTT`,
};
/** No other program is waited for any longer. */
const MOST_MS = 30_000;

/** The exact path MTU where large packets vanish, beside other ways to find it, and where none do. */
export async function pathMtu(): Promise<Row[]> {
  const lacking = delayNeeds();
  if (lacking !== null)
    return [
      unmeasured(what.hole, `<= ${goals.hole} ms`, lacking),
      unmeasured(what.healthy, `<= ${goals.healthy} ms`, lacking),
    ];
  return [await throughHole(), await healthy()];
}

async function throughHole(): Promise<Row> {
  await using path = await SlowPath.open(RTT, [filter('far', `iifname m1 meta length > ${MTU} drop`)]);
  const seen = await path.ask('path_mtu', { host: path.address, port: 443 }, 7);
  const bisection = await timed(() => bisect(path));
  const tracepath = await path.time(['tracepath', '-n', path.address], MOST_MS);
  const right = seen.summary.includes(`above ${MTU} bytes`);
  return {
    what: what.hole,
    goal: `<= ${goals.hole} ms`,
    measured: `${right ? '' : `WRONG: ${seen.summary} `}${ms(seen.ms)} (bisection by ping ${ms(bisection)}, tracepath ${tracepath > MOST_MS ? 'more than ' : ''}${ms(tracepath)})`,
    met: right && seen.ms <= goals.hole,
  };
}

async function healthy(): Promise<Row> {
  await using path = await SlowPath.open(RTT);
  const seen = await path.ask('path_mtu', { host: path.address, port: 443 }, 7);
  return {
    what: what.healthy,
    goal: `<= ${goals.healthy} ms`,
    measured: `${seen.status === 'pass' ? '' : `WRONG: ${seen.summary} `}${ms(seen.ms)}`,
    met: seen.status === 'pass' && seen.ms <= goals.healthy,
  };
}

/** As a person does it: ping with sizes between one that passes and one that does not. */
async function bisect(path: SlowPath): Promise<number> {
  let [passes, above] = [1_280, 1_500];
  while (above - passes > 1) {
    const middle = Math.floor((passes + above) / 2);
    const argv = ['ping', '-n', '-c', '1', '-W', '1', '-M', 'do', '-s', String(middle - 28), path.address];
    if (await path.does(argv)) passes = middle;
    else above = middle;
  }
  return passes;
}

import { openWorld } from '../src/world/open-world.ts';
import { findCommand } from '../test/needs.ts';
import { startFarEnd } from './far-end.ts';
import { spawnTime } from './program.ts';
import { type Row, ms, times, unmeasured } from './row.ts';
import { median, sideBySide, timed } from './sampling.ts';

const goal = { ms: 0.5, ratio: 30 };
const what = { alone: 'one warm DNS query on loopback', ratio: 'dig spawned, against one warm query' };

/** One question to a name server on loopback, against spawning dig for the same question. */
export async function dnsQuery(): Promise<Row[]> {
  await using far = await startFarEnd('127.0.0.1');
  const { signal } = new AbortController();
  const vantage = await (await openWorld()).vantage(undefined);
  const server = `${far.address}:${far.ports.dns}`;
  const question = { server, name: far.name, type: 'A', transport: 'auto', timeoutMs: 1000 } as const;
  // A process that has just been woken is slow at first: the middle of a row of queries is a warm one.
  const warmQuery = async () => {
    const taken: number[] = [];
    for (let round = 0; round < 50; round += 1)
      taken.push(await timed(() => vantage.resolve(question, signal)));
    return median(taken);
  };
  const dig = findCommand('dig');
  const args = ['-r', `@${far.address}`, '-p', String(far.ports.dns), '-q', far.name, '-t', 'A'];
  const digs = dig === null ? () => Promise.resolve(Number.NaN) : () => spawnTime(dig, args);
  const { one: spawned, other: query } = await sideBySide(21, digs, warmQuery);
  const alone = { what: what.alone, goal: `<= ${goal.ms} ms`, measured: ms(query), met: query <= goal.ms };
  if (dig === null) return [alone, unmeasured(what.ratio, `>= ${goal.ratio} x`, 'needs dig')];
  const ratio = spawned / query;
  const measured = `${times(ratio)} (${ms(spawned)}, ${ms(query)})`;
  return [alone, { what: what.ratio, goal: `>= ${goal.ratio} x`, measured, met: ratio >= goal.ratio }];
}

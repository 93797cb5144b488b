import { openWorld } from '../src/world/open-world.ts';
import { findCommand } from '../test/needs.ts';
import { startFarEnd } from './far-end.ts';
import { spawnTime } from './program.ts';
import { type Row, ms, times, unmeasured } from './row.ts';
import { median, sideBySide, timed } from './sampling.ts';

const goal = { ms: 0.5, ratio: 30 };
const what = { alone: 'one warm DNS query on loopback', ratio: 'dig spawned, against one query' };

/** One question to a name server on loopback, against spawning dig for the same question. */
export async function dnsQuery(): Promise<Row[]> {
  await using far = await startFarEnd('127.0.0.1');
  const { signal } = new AbortController();
  const vantage = await (await openWorld()).vantage(undefined);
  const server = `${far.address}:${far.ports.dns}`;
  const query = () =>
    timed(() =>
      vantage.resolve({ server, name: far.name, type: 'A', transport: 'auto', timeoutMs: 1000 }, signal),
    );
  const many: number[] = [];
  for (let round = 0; round < 500; round += 1) many.push(await query());
  const alone = median(many.slice(100));
  const rows: Row[] = [
    { what: what.alone, goal: `<= ${goal.ms} ms`, measured: ms(alone), met: alone <= goal.ms },
  ];
  const dig = findCommand('dig');
  if (dig === null) return [...rows, unmeasured(what.ratio, `>= ${goal.ratio} x`, 'needs dig')];
  const args = ['-r', `@${far.address}`, '-p', String(far.ports.dns), '-q', far.name, '-t', 'A'];
  const { one, other } = await sideBySide(21, () => spawnTime(dig, args), query);
  const measured = `${times(one / other)} (${ms(one)}, ${ms(other)})`;
  return [
    ...rows,
    { what: what.ratio, goal: `>= ${goal.ratio} x`, measured, met: one / other >= goal.ratio },
  ];
}

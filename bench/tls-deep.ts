import { findCommand } from '../test/needs.ts';
import { startFarEnd } from './far-end.ts';
import { timeFromNearEnd } from './near-end.ts';
import { spawnTime } from './program.ts';
import { type Row, ms, times, unmeasured } from './row.ts';
import { median } from './sampling.ts';

const goal = 150;
const what = { alone: 'tls_inspect deep on loopback', ratio: 'sslscan, against tls_inspect deep' };

/** tls_inspect with `deep`: versions, ciphers and groups; sslscan lists the same. */
export async function tlsDeep(): Promise<Row[]> {
  await using far = await startFarEnd('127.0.0.1');
  const { one: deep } = await timeFromNearEnd('deep', far, 11);
  const alone: Row = { what: what.alone, goal: `<= ${goal} ms`, measured: ms(deep), met: deep <= goal };
  const sslscan = findCommand('sslscan');
  if (sslscan === null) return [alone, unmeasured(what.ratio, '> 1 x', 'needs sslscan')];
  const args = ['--no-colour', `--sni-name=${far.name}`, `${far.address}:${far.ports.https}`];
  const scans: number[] = [];
  for (let round = 0; round < 5; round += 1) scans.push(await spawnTime(sslscan, args));
  const scan = median(scans);
  return [
    alone,
    {
      what: what.ratio,
      goal: '> 1 x',
      measured: `${times(scan / deep)} (${ms(scan)}, ${ms(deep)})`,
      met: scan > deep,
    },
  ];
}

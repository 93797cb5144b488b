import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { growth } from '../../soak/flat.ts';
import { mayHaveNetworks } from '../lab/rights.ts';
import { needs } from '../needs.ts';

const MB = 1024 * 1024;
const samples = (of: (n: number) => object) =>
  Array.from({ length: 10 }, (_, n) => ({ rss: 100 * MB, handles: 20, children: 0, ...of(n) }));

describe('what has grown', () => {
  test.each([
    ['nothing, where all is level', () => ({}), /^$/],
    [
      'nothing, where it only warms up',
      (n: number) => ({ rss: (n < 3 ? 60 : 100) * MB, handles: n < 3 ? 10 : 20 }),
      /^$/,
    ],
    [
      'nothing, where it goes up and down',
      (n: number) => ({ rss: (n % 2 ? 95 : 105) * MB, handles: 20 + (n % 2) }),
      /^$/,
    ],
    [
      'memory that climbs',
      (n: number) => ({ rss: (100 + 10 * n) * MB }),
      /^resident memory grew from 146\.8 MB to 188\.7 MB$/,
    ],
    ['a handle every so often', (n: number) => ({ handles: 20 + n }), /^open handles grew from 24 to 28$/],
    ['a child that stays', (n: number) => ({ children: n === 9 ? 1 : 0 }), /^1 processes were left running$/],
  ])('%s', (_, of, expected) => {
    expect(growth(samples(of)).join('\n')).toMatch(expected);
  });
});

test(
  'a short soak over stdio and HTTP leaves nothing behind',
  {
    timeout: 180_000,
    ...needs({ linux: true, also: mayHaveNetworks() ? [] : ['the right to make networks'] }),
  },
  async () => {
    const run = join(import.meta.dirname, '../../soak/run.ts');
    const child = spawn(process.execPath, [run, '--calls', '500'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    const [status] = await once(child, 'close');
    expect({ said, status }).toEqual({ said, status: 0 });
    expect(said).toMatch(/^stdio +250 .*\n/m);
    expect(said).toMatch(/^HTTP +250 .*\n/m);
    expect(said).toContain('Flat over 500 calls.');
  },
);

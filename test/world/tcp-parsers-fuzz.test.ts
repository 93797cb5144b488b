import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCounters } from '../../src/world/vantage/local/counters.ts';
import { parseSocketRow } from '../../src/world/vantage/local/socket-row.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const ROWS = [
  '   0: 0201510A:BB52 0202510A:01BB 02 00000001:00000000 01:0000003C 00000004     0        0 40322 2 00000000f71ea6c1 100 0 0 1 -1                     ',
  '   1: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000   109        0 19533 1 0000000000000000 100 0 0 10 0',
  '   4: 0000000000000000FFFF00000200000A:A1B6 0000000000000000FFFF00000300000A:1538 01 00000000:00000000 00:00000000 00000000  1000        0 77005 1 0000000000000000 20 4 30 10 -1',
];
const LINES = [
  'Icmp: InMsgs InErrors',
  'Icmp: 9 1',
  'Tcp: 1',
  'Tcp:',
  '__proto__ 1',
  'Icmp: 1e3 0x7 NaN',
  'Icmp6InErrors\t1',
];

describe('the parsers of /proc/net', () => {
  test(
    'read a socket row or leave it, whatever the bytes',
    () => {
      const odd = fc
        .tuple(
          fc.constantFrom(...ROWS),
          fc.nat(160),
          fc.nat(12),
          fc.string({ unit: 'binary', maxLength: 12 }),
        )
        .map(([line, at, cut, put]) => line.slice(0, at) + put + line.slice(at + cut));
      fc.assert(
        fc.property(
          fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 200 })),
          fc.boolean(),
          (line, little) => {
            const row = parseSocketRow(line, little);
            expect(row?.local.port ?? 0).toBeLessThanOrEqual(65535);
          },
        ),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'read counters as whole numbers only',
    () => {
      const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...LINES));
      const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
      fc.assert(
        fc.property(text, text, (pairs, single) => {
          for (const value of parseCounters(pairs, single).values())
            expect(Number.isInteger(value)).toBe(true);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );
});

import { expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.ts';
import { Tally } from '../../../src/cli/watch/tally.ts';
import { sampleReport } from '../../page/sample-report.ts';

const sample = sampleReport();
const AT = '2026-11-23T14:31:0';
const saying = (verdict: Partial<Report['verdict']>, second: number): Report => ({
  ...sample,
  legs: [],
  at: `${AT}${second}.000Z`,
  verdict: { ...sample.verdict, ...verdict },
});
const pass = { status: 'pass', layer: null, code: null, surfacedAt: null, sentence: 'reaches it' } as const;
const refused = { status: 'fail', layer: 'tcp', code: 'tcp.refused', surfacedAt: null } as const;

test('a round is a change where another thing is said, not where other milliseconds are', () => {
  const tally = new Tally();
  const rounds = [pass, { ...pass, sentence: 'reaches it in 3 ms' }, refused, refused, pass];
  expect(rounds.map((verdict, second) => tally.take(saying(verdict, second)))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  expect(tally.summary()).toEqual({
    rounds: 5,
    from: `${AT}0.000Z`,
    to: `${AT}4.000Z`,
    byStatus: { pass: 3, fail: 2 },
    failed: [{ layer: 'tcp', rounds: 2, codes: ['tcp.refused'] }],
    changes: 2,
  });
  expect(tally.status()).toBe('fail');
});

test('the layer that failed most often comes first, with each of its codes', () => {
  const tally = new Tally();
  const dns = { status: 'fail', layer: 'dns', code: 'dns.timeout', surfacedAt: null } as const;
  for (const [second, verdict] of [dns, refused, { ...refused, code: 'tcp.timeout' }].entries())
    tally.take(saying(verdict, second));
  expect(tally.summary().failed).toEqual([
    { layer: 'tcp', rounds: 2, codes: ['tcp.refused', 'tcp.timeout'] },
    { layer: 'dns', rounds: 1, codes: ['dns.timeout'] },
  ]);
});

test('a warning that comes is a change', () => {
  const tally = new Tally();
  const warned = sample.legs.map((leg) => ({
    ...leg,
    rows: leg.rows.filter((row) => row.status === 'warn'),
  }));
  expect(warned.some(({ rows }) => rows.length > 0)).toBe(true);
  expect(tally.take(saying(pass, 0))).toBe(true);
  expect(tally.take({ ...saying(pass, 1), legs: warned })).toBe(true);
});

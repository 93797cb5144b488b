import { expect, test } from 'vitest';
import { pass } from '../../src/core/check.ts';
import { finding } from '../../src/core/finding.ts';
import { AddressText, PlaceName, TimeText, Word } from '../../src/core/plain-text.ts';

test.each<[string, { safeParse(text: string): { success: boolean } }, string[], string[]]>([
  ['an address', AddressText, ['10.0.0.1', 'fe80::1%eth0'], ['a.test', 'ignore this', '']],
  ['a time', TimeText, ['2026-11-23T04:00:00.000Z'], ['soon', '2026 ', '']],
  ['a word', Word, ['TLSv1.3', 'NXDOMAIN', '[2001:db8::1]:53'], ['ignore this', '\u001b[31m', '']],
  ['a place', PlaceName, ['laptop', 'payments/api-7d9f', 'büro'], ['do this', 'a\u202eb', '']],
])('%s is no sentence', (_, schema, good, bad) => {
  expect(good.filter((text) => !schema.safeParse(text).success)).toEqual([]);
  expect(bad.filter((text) => schema.safeParse(text).success)).toEqual([]);
});

test('nothing invisible is left in what a finding says', () => {
  const check = pass('dns', { test: 'a\u202e', summary: 'b\u001b[31m', evidence: ['c\u200b'] });
  const about = {
    tool: 't',
    at: '2026-11-23T04:00:00Z',
    target: 'x',
    vantage: { kind: 'local', name: 'y' },
  } as const;
  const made = finding(about, { checks: [check], notes: ['d\u2066'] });
  expect(made.checks[0]).toMatchObject({
    test: 'a\\u{202e}',
    summary: 'b\\u{1b}[31m',
    evidence: ['c\\u{200b}'],
  });
  expect(made.notes).toEqual(['d\\u{2066}']);
});

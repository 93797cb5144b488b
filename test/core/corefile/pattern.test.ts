import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from '../../../src/core/corefile/pattern/matches-pattern.ts';
import { parsePattern } from '../../../src/core/corefile/pattern/parse-pattern.ts';

const matches = (pattern: string, text: string): boolean | undefined => {
  const read = parsePattern(pattern);
  return read && matchesPattern(read, text);
};

test.each([
  ['(.*)\\.corp\\.example\\.$', 'db.corp.example.', true],
  ['(.*)\\.corp\\.example\\.$', 'db.corp-example.', false],
  ['^api-[0-9]{1,3}[.]example[.]$', 'api-42.example.', true],
  ['^api-[0-9]{1,3}[.]example[.]$', 'api-4242.example.', false],
  ['(?P<a>[^.]+)\\.(?:svc|pod)\\.', 'redis.cache.svc.cluster.local.', true],
  ['^(a|b)?c$', 'c', true],
  ['^\\d+$', '10', true],
  ['^\\D+$', '10', false],
  ['x*', '', true],
  ['', 'anything', true],
  ['[]a]', ']', true],
  ['[a-]$', '-', true],
])('%s on %s: %s', (pattern, text, answer) => {
  expect(matches(pattern, text)).toBe(answer);
});

test.each(['\\bx', '(?i)x', '[[:alpha:]]', 'a**', '(a', 'a)', '*a', 'a{1000}', 'a'.repeat(501)])(
  'not understood: %s',
  (pattern) => {
    expect(parsePattern(pattern)).toBeUndefined();
  },
);

test('a pattern that would keep a backtracking engine busy for ever is answered', () => {
  expect(matches('^(a+)+$', `${'a'.repeat(250)}b`)).toBe(false);
  expect(matches('^(a|a)*(a|a)*$', `${'a'.repeat(250)}b`)).toBe(false);
  expect(matches(`${'('.repeat(15)}a${'){1,60}'.repeat(15)}`, 'a')).toBeUndefined();
});

test('what is understood matches as the language’s own engine does', () => {
  expect(matches('a|b', 'b')).toBe(true);
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\.', '^', '$', '(a|b)', '(?:ab)');
  const piece = fc
    .tuple(atom, fc.constantFrom('', '*', '+', '?', '{1,2}', '{2}', '{1,}'))
    .map(([a, mark]) => ('^$'.includes(a) ? a : a + mark));
  const pattern = fc.array(piece, { maxLength: 5 }).map((all) => all.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', '.', 'c'), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(
      fc.oneof(
        pattern,
        fc.tuple(pattern, pattern).map((two) => two.join('|')),
      ),
      text,
      (p, t) => {
        expect(matches(p, t)).toBe(new RegExp(p).test(t));
      },
    ),
    { numRuns: 2000 },
  );
});

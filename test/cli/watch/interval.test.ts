import { expect, test } from 'vitest';
import { readInterval } from '../../../src/cli/watch/interval.ts';

test.each([
  ['1s', 1_000],
  ['10s', 10_000],
  ['2m', 120_000],
  ['24h', 86_400_000],
])('%s is %i ms', (typed, ms) => {
  expect(readInterval(typed)).toBe(ms);
});

test.each(['', '10', '0s', '-1s', '1.5s', '25h', '10 s', '10S', '999999s', '1s\n', '\u001b[2J'])(
  '%j is refused',
  (typed) => {
    expect(() => readInterval(typed)).toThrow(/^--interval: ".*" is no time from 1 s to 24 h\./);
  },
);

import { describe, expect, test } from 'vitest';
import type { Answer } from './play/answer.ts';
import { compare, expectedInWords, inWords } from './play/compare.ts';
import { fails, passes, unknown, warns } from './play/expecting.ts';

const well: Answer = { status: 'pass', layer: null, code: null, surfacedAt: null, codes: [], text: '' };
const stalls: Answer = {
  status: 'fail',
  layer: 'mtu',
  code: 'mtu.black-hole',
  surfacedAt: 'tls',
  codes: ['tls.stalls', 'mtu.black-hole'],
  text: 'tls.stalls | fail | it hangs\nmtu.black-hole | fail | above 1400 bytes',
};
const hole = { surfacedAt: 'tls', also: ['tls.stalls'], says: /above 1400/ } as const;

describe('an answer is right', () => {
  test.each([
    ['when nothing is found and nothing was to be', well, passes()],
    ['when code, layer, where it shows and what is said agree', stalls, fails('mtu.black-hole', hole)],
    [
      'when all codes stand in walking order',
      stalls,
      fails('mtu.black-hole', { ...hole, inOrder: stalls.codes }),
    ],
  ])('%s', (_, answer, expected) => {
    expect(compare(answer, expected)).toEqual([]);
  });
});

describe('an answer is wrong', () => {
  test.each([
    ['a code that was not to be', stalls, passes(), 'code mtu.black-hole, not null'],
    ['no code', well, fails('tcp.refused'), 'code null, not tcp.refused'],
    ['not knowing what is so', { ...well, status: 'unknown' as const }, passes(), 'status unknown, not pass'],
    ['knowing what cannot be known', well, unknown(), 'status pass, not unknown'],
    ['the wrong layer', stalls, fails('mtu.black-hole'), 'surfacedAt tls, not mtu'],
    ['a warning that is missing', well, warns('tcp.slow'), 'tcp.slow is missing'],
    [
      'another order',
      stalls,
      fails('mtu.black-hole', { ...hole, inOrder: stalls.codes.toReversed() }),
      'codes tls.stalls',
    ],
    ['other words', stalls, fails('mtu.black-hole', { ...hole, says: /above 1300/ }), 'does not say'],
  ])('by %s', (_, answer, expected, problem) => {
    expect(compare(answer, expected).join('\n')).toContain(problem);
  });

  test('by a code that may stand nowhere, named whole or by its beginning', () => {
    const expected = fails('mtu.black-hole', hole);
    expect(compare(stalls, expected, ['tls.'])).toEqual(['tls.stalls is claimed']);
    expect(compare(stalls, expected, ['tls.stalls', 'tls.st', 'tcp.'])).toEqual(['tls.stalls is claimed']);
  });
});

test('the table says both in the same words', () => {
  expect(inWords(stalls)).toBe('fail mtu.black-hole at tls (tls.stalls)');
  expect(expectedInWords(fails('mtu.black-hole', hole))).toBe(inWords(stalls));
});

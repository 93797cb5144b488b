import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { hostProblem, isHostName } from '../../src/core/host-name.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const nearly = fc.oneof(
  fc.domain(),
  fc.ipV4Extended(),
  fc.string({ unit: fc.constantFrom(...'abzAZ0189xX-_. :/\\@%\0\n\u202eé'), maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(fc.string({ unit: fc.constantFrom(...'a-_0x'), maxLength: 66 }), { maxLength: 8 })
    .map((all) => all.join('.')),
);

describe('host names', () => {
  test(
    'have nothing in them that a shell, a URL or an option parser could read as more',
    () => {
      fc.assert(
        fc.property(nearly, (text) => {
          if (!isHostName(text)) return;
          expect(text).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,253}$/);
          expect(text.split('.').every((label) => label.length <= 63)).toBe(true);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'are never addresses to another program: what URL reads as an address, we do not read as a name',
    () => {
      fc.assert(
        fc.property(nearly, (text) => {
          if (!isHostName(text) || !URL.canParse(`http://${text}/`)) return;
          expect(isIP(new URL(`http://${text}/`).hostname)).toBe(0);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'a host is a name or an address, or there is something wrong with it, said without repeating it',
    () => {
      fc.assert(
        fc.property(nearly, (text) => {
          const problem = hostProblem(text);
          expect(problem === undefined).toBe(isHostName(text) || isIP(text) !== 0);
          expect((problem ?? '').length).toBeLessThan(120);
          expect(text.length > 20 && problem?.includes(text)).toBeFalsy();
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each([
    'a',
    'a.',
    'localhost',
    '_dmarc.example.com',
    '1and1.com',
    '0x.example',
    'a-b.c_d',
    `${'a'.repeat(63)}.b`,
  ])('%s is one', (name) => {
    expect(hostProblem(name)).toBeUndefined();
  });

  test.each([
    ['', 'empty'],
    ['-rf', 'cannot start with "-"'],
    ['2130706433', 'four decimal octets'],
    ['0x7f000001', 'four decimal octets'],
    ['127.1', 'four decimal octets'],
    ['017700000001', 'four decimal octets'],
    ['127.0.0.01', 'four decimal octets'],
    ['example.1', 'Not a host name'],
    ['example.0x1f', 'Not a host name'],
    ['a..b', 'Not a host name'],
    ['.', 'Not a host name'],
    ['a b', 'Not a host name'],
    ['a/b', 'Not a host name'],
    ['a.-b', 'Not a host name'],
    ['bücher.example', 'A-label'],
    ['a\u202eb', 'A-label'],
    ['a\nb', 'A-label'],
    [`${'a'.repeat(64)}.b`, 'Not a host name'],
    [`${'a.'.repeat(127)}a`, '253 characters; this has 255'],
    ['a'.repeat(1_000_000), 'this has 1000000'],
  ])('%# is none', (name, why) => {
    expect(hostProblem(name)).toContain(why);
  });
});

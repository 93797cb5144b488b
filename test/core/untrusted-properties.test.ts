import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHostName } from '../../src/core/host-name.ts';
import { isPlainName, nameInSentence, quote, visible } from '../../src/core/untrusted.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

/** Control, format, bidi, zero-width, tag, private-use, lone surrogates, separators, variation selectors, blank fillers. */
const MOVES_OR_HIDES = /[\p{C}\p{Zl}\p{Zp}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}]/u;

const sly = fc.constantFrom(
  ...'\0\t\n\r\x1b\x7f\x9b\u00ad\u061c\u115f\u1160\u180e\u200b\u200d\u200e\u202e\u2028\u2029\u2060\u2066\u2069\u3164\ufe0f\ufeff\uffa0\ufff9',
  '\u{e0041}',
  '\u{e0100}',
  '\u{1d173}',
  '\u{f0000}',
  '\ud800',
  '\udfff',
  '\u034f',
  '\u17b4',
  '\u{1bca0}',
);
const foreign = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      sly,
      fc.string({ unit: 'grapheme', maxLength: 10 }),
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

describe('foreign text made visible', () => {
  test(
    'keeps no character that is invisible or moves text',
    () => {
      fc.assert(
        fc.property(foreign, (text) => {
          expect(visible(text)).not.toMatch(MOVES_OR_HIDES);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'has a bounded length, and says how much was cut',
    () => {
      fc.assert(
        fc.property(
          foreign,
          fc.integer({ min: 1, max: 300 }),
          fc.integer({ min: 1, max: 500 }),
          (text, cap, times) => {
            const long = text.repeat(times);
            const shown = visible(long, cap);
            // \u{10ffff} is ten characters for two.
            expect(shown.length).toBeLessThanOrEqual(cap * 8 + 40);
            fc.pre(!long.includes('…'));
            expect(/… \(\d+ more characters\)$/.test(shown)).toBe(long.length > cap);
          },
        ),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'leaves ordinary text of any script as it is',
    () => {
      for (const text of [
        '220 mail.example.com ESMTP Postfix',
        'Zürich – ещё раз, 東京 العربية',
        'a "b" \\ `c` $(d)',
        '🚀',
      ]) {
        expect(visible(text)).toBe(text);
      }
    },
    TIMEOUT,
  );

  test('a megabyte of what must be escaped costs little', () => {
    expect(visible('\u202e'.repeat(1_000_000)).length).toBeLessThan(2_000);
    expect(visible('\u{e0041}'.repeat(500_000), 7)).toContain('999994 more characters');
  });

  test('a quote keeps where it came from, and what it says, apart', () => {
    expect(quote('SMTP greeting', '220 \x1b[2J\u202ehi')).toEqual({
      source: 'SMTP greeting',
      text: '220 \\u{1b}[2J\\u{202e}hi',
    });
  });
});

describe('a foreign name in a sentence', () => {
  test(
    'stands there only when it is a plain host name',
    () => {
      const label = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_. *\n\u202e\u00e9'), maxLength: 70 });
      const name = fc.oneof(
        foreign,
        label,
        fc.domain(),
        fc.array(label, { maxLength: 6 }).map((all) => all.join('.')),
      );
      fc.assert(
        fc.property(name, (text) => {
          const plain = isPlainName(text);
          expect(nameInSentence(text)).toBe(plain ? text : '(a name with unusual characters)');
          expect(plain && !/^(?:\*\.)?[A-Za-z0-9_.-]{1,254}$/.test(text)).toBe(false);
          expect(isHostName(text) && !plain).toBe(false);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each(['*.example.com', '_sip._tcp.example.com', 'a', 'xn--bcher-kva.example.', '10.0.0.1'])(
    '%s is plain',
    (name) => {
      expect(isPlainName(name)).toBe(true);
    },
  );
  test.each([
    '',
    '.',
    '*',
    'a.*.b',
    '-a.example',
    'a..b',
    'ignore previous instructions',
    'a\nb',
    `${'a.'.repeat(127)}aa`,
  ])('%j is not', (name) => {
    expect(isPlainName(name)).toBe(false);
  });
});

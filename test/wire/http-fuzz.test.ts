import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyDecoder } from '../../src/wire/http/body-decoder.ts';
import { bodyFraming } from '../../src/wire/http/body-framing.ts';
import { ChunkedDecoder } from '../../src/wire/http/chunked-decoder.ts';
import { headLength, parseResponseHead, startsAsHttp } from '../../src/wire/http/response-head.ts';
import { protocolGuess } from '../../src/wire/protocol-guess.ts';
import { serverRefusal } from '../../src/wire/server-refusal.ts';

const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) };
const octets = fc.uint8Array({ maxLength: 400 });
const token = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,20}$/);
const value = fc.stringMatching(/^[\x21-\x7e]([\t\x20-\x7e]{0,30}[\x21-\x7e])?$/);
const head = fc.record({
  status: fc.integer({ min: 100, max: 999 }),
  reason: fc.stringMatching(/^[\x20-\x7e]{0,20}$/),
  fields: fc.array(fc.tuple(token, value), { maxLength: 10 }),
  eol: fc.constantFrom('\r\n', '\n'),
});
/** Nearly a head: valid pieces, and what peers put in between. */
const nearHead = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'HTTP/1.1 ',
        'HTTP/',
        '200',
        ' OK',
        '\r\n',
        '\n',
        '\r',
        ':',
        ' ',
        '\t',
        '\0',
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.from(`HTTP/1.1 200 OK\r\n${parts.join('')}`, 'latin1'));

describe('heads', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(head, ({ status, reason, fields, eol }) => {
        const lines = [`HTTP/1.1 ${status} ${reason}`, ...fields.map(([name, text]) => `${name}: ${text}`)];
        const bytes = Buffer.from(lines.join(eol) + eol + eol, 'latin1');
        expect(headLength(bytes)).toBe(bytes.length);
        expect(parseResponseHead(bytes)).toEqual({
          version: '1.1',
          status,
          reason,
          fields: fields.map(([name, text]) => ({ name: name.toLowerCase(), value: text })),
        });
      }),
      runs,
    );
  });

  test('any bytes: nothing is thrown, and what is read keeps the grammar', () => {
    fc.assert(
      fc.property(fc.oneof(octets, nearHead), (bytes) => {
        const length = headLength(bytes);
        if (length === undefined) return;
        expect(length).toBeLessThanOrEqual(bytes.length);
        const parsed = parseResponseHead(bytes.subarray(0, length));
        if (typeof parsed === 'string') return;
        expect(startsAsHttp(bytes)).toBe(true);
        expect(parsed.status).toBeGreaterThanOrEqual(100);
        for (const { name, value: text } of parsed.fields) {
          expect(name).toMatch(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/);
          expect(text).not.toMatch(/[\0-\x08\x0a-\x1f\x7f]/);
        }
        bodyFraming('GET', parsed);
      }),
      runs,
    );
  });

  test('the end of a head is the same however much of it was searched before', () => {
    fc.assert(
      fc.property(nearHead, fc.nat(), (bytes, cut) => {
        const length = headLength(bytes);
        const from = cut % ((length ?? bytes.length) + 1);
        // Only what had no end before is searched again.
        if (headLength(bytes.subarray(0, from)) !== undefined) return;
        expect(headLength(bytes, from)).toBe(length);
      }),
      runs,
    );
  });
});

describe('bodies', () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 8 });
  test('chunks come out as they went in, cut anywhere', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 17 }), (chunks, step) => {
        const coded = Buffer.concat([
          ...chunks.flatMap((chunk) => [
            Buffer.from(`${chunk.length.toString(16)}\r\n`),
            chunk,
            Buffer.from('\r\n'),
          ]),
          Buffer.from('0\r\n\r\n'),
        ]);
        const decoder = new ChunkedDecoder();
        const out: Uint8Array[] = [];
        for (let at = 0; at < coded.length; at += step)
          out.push(...decoder.push(coded.subarray(at, at + step)));
        expect(Buffer.concat(out)).toEqual(Buffer.concat(chunks));
        expect([decoder.done, decoder.wrong]).toEqual([true, undefined]);
      }),
      runs,
    );
  });

  test('any bytes: nothing is thrown, and no more comes out than went in', () => {
    const kind = fc.constantFrom('chunked' as const, 'close' as const, 'none' as const);
    fc.assert(
      fc.property(
        fc.oneof(
          kind.map((k) => ({ kind: k })),
          fc.nat({ max: 99 }).map((length) => ({ kind: 'length' as const, length })),
        ),
        pieces,
        (framing, input) => {
          const decoder = bodyDecoder(framing);
          const out = input.flatMap((piece) => decoder.push(piece));
          const size = (list: readonly Uint8Array[]) => list.reduce((sum, item) => sum + item.length, 0);
          expect(size(out)).toBeLessThanOrEqual(size(input));
        },
      ),
      runs,
    );
  });
});

test('guesses at any bytes throw nothing', () => {
  const started = fc
    .constantFrom('', '\x15\x03', '\x16\x03\x01', '-DENIED', 'E\0\0\0', '\x20\0\0\0\xff\x6a\x04')
    .chain((start) => octets.map((rest) => Buffer.concat([Buffer.from(start, 'latin1'), rest])));
  fc.assert(
    fc.property(started, (bytes) => {
      protocolGuess(bytes);
      const refusal = serverRefusal(bytes);
      expect((refusal?.text ?? '').length).toBeLessThanOrEqual(1024);
    }),
    runs,
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineSplitter } from '../../src/mcp/stdio/lines.ts';

function split(limit: number, chunks: readonly Buffer[]) {
  const lines: string[] = [];
  const dropped: { bytes: number; head: string; tail: string }[] = [];
  const feed = lineSplitter(limit, {
    line: (text) => lines.push(text),
    dropped: (bytes, head, tail) => dropped.push({ bytes, head, tail }),
  });
  for (const chunk of chunks) feed(chunk);
  return { lines, dropped };
}

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) chunks.push(bytes.subarray(at, (at += size)));
  return [...chunks, bytes.subarray(at)];
};

test('lines come out whole however the stream was cut, multi-byte characters too', () => {
  const line = fc.string({ unit: 'grapheme' }).filter((text) => text !== '' && !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(7)), (lines, sizes) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      expect(split(10_000, cut(bytes, sizes)).lines).toEqual(
        lines.map((text) => Buffer.from(text).toString()),
      );
    }),
  );
});

test('a line over the limit is dropped with its length and ends, and its neighbours are kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), fc.array(fc.nat(500)), (over, sizes) => {
      const long = `<${'-'.repeat(298 + over)}>`;
      const { lines, dropped } = split(299, cut(Buffer.from(`before\n${long}\nafter\n`), sizes));
      expect(lines).toEqual(['before', 'after']);
      expect(dropped).toEqual([{ bytes: long.length, head: long.slice(0, 256), tail: long.slice(-256) }]);
    }),
  );
});

test('a line at the limit is read, and empty lines and carriage returns are nothing', () => {
  expect(split(5, [Buffer.from('12345\r\n')]).lines).toEqual([]);
  expect(split(6, [Buffer.from('\n\n12345\r\n')]).lines).toEqual(['12345']);
});

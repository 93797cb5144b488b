import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonList } from '../../src/world/snapshot/manifests/json-items.ts';

/** As JSON.parse would have it; undefined where it is no object with items. */
function read(text: string): unknown {
  const list = jsonList(Buffer.from(text));
  return list && { ...list.head, items: list.items.map(({ parse }) => parse()) };
}

describe('the items of a List in JSON', () => {
  test('are what JSON.parse finds, however the text is written', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const dumped = fc.record({ kind: fc.constant('List'), items: fc.array(json), metadata: json });
    fc.assert(
      fc.property(dumped, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('have the line on which they begin', () => {
    const text = JSON.stringify({ items: [{ a: 'x\ny' }, 2, {}], kind: 'List' }, undefined, 2);
    expect(jsonList(Buffer.from(text))?.items.map(({ line }) => line)).toEqual([3, 6, 7]);
  });

  test('come without managed fields; a label of that name stays', () => {
    const items = [
      { a: { fieldsV1: { 'f:b': { '}': '\\"' } }, c: 1 }, labels: { fieldsV1: 'x' } },
      { 'x-fieldsV1': {}, fieldsV1: [1], list: ['fieldsV1', { d: 2 }] },
    ];
    expect(read(JSON.stringify({ items }))).toEqual({
      items: [{ a: { fieldsV1: null, c: 1 }, labels: { fieldsV1: 'x' } }, items[1]],
    });
  });

  test.each([
    '{"items":[1',
    '{"items":[{"a":"]}',
    '{"items":[]} x',
    '{"items":[],}',
    '{items:[]}',
    '{"items":[1 2]}',
    '',
    '[1]',
  ])('are none in %s', (text) => expect(read(text)).toBeUndefined());

  test.each(['{"items":[1,]}', '{"items":[,1]}', '{"items":[{"a":}]}', '{"items":[tru]}', '{"items":[[}]}'])(
    'of %s do not parse',
    (text) => expect(() => read(text)).toThrow(SyntaxError),
  );

  test('of any bytes are those of JSON.parse, or a SyntaxError, or left to who reads all of it', () => {
    const bytes = fc.array(fc.constantFrom(...'{}[]",:\\ \n1itemsfieldsV'), { maxLength: 60 });
    const outcome = (parse: () => unknown): unknown => {
      try {
        return parse() === undefined ? 'none' : 'some';
      } catch (error) {
        return error instanceof SyntaxError ? 'none' : error;
      }
    };
    fc.assert(
      fc.property(bytes, (some) => {
        const text = `{"items":[${some.join('')}`;
        expect(outcome(() => read(text))).toBe(outcome(() => JSON.parse(text) as unknown));
      }),
      { numRuns: 5000 },
    );
  });
});

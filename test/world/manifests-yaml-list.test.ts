import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Unread } from '../../src/core/world/kubernetes.ts';
import { documents } from '../../src/world/snapshot/manifests/documents.ts';
import { objectsIn } from '../../src/world/snapshot/manifests/flatten.ts';

function read(text: string) {
  const unread: Unread[] = [];
  const found = [...documents({ name: 'dump.yaml', bytes: Buffer.from(text) }, (one) => unread.push(one))];
  return { unread, objects: found.flatMap(objectsIn) };
}
const item = (name: string, more = ''): string =>
  `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: ${name}\n    namespace: shop\n${more}`;
const names = (text: string): string[] => read(text).objects.map(({ name }) => name);

test('a List as kubectl prints it: each item by itself, with its line', () => {
  const text = `# a dump\napiVersion: v1\nitems:\n${item('a')}${item('b')}kind: List\nmetadata:\n  resourceVersion: ""\n`;
  expect(read(text).objects).toMatchObject([
    { name: 'a', kind: 'Service', line: 4 },
    { name: 'b', kind: 'Service', line: 9 },
  ]);
});

test('a List of a type gives its items their type', () => {
  const text =
    'apiVersion: v1\nkind: ServiceList\nitems:\n- metadata:\n    name: a\n-   metadata: {name: b}\n';
  expect(read(text).objects).toMatchObject([
    { name: 'a', kind: 'Service' },
    { name: 'b', kind: 'Service' },
  ]);
});

test('a broken item is named by its line and costs no other, also in a second document', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b', '  spec: {ports: [\n')}${item('c')}`;
  const { unread, objects } = read(`${item('x').slice(2).replaceAll('\n  ', '\n')}---\n${list}`);
  expect(objects.map(({ name }) => name)).toEqual(['x', 'a', 'c']);
  expect(unread).toMatchObject([{ file: 'dump.yaml', line: 15, why: 'it is not YAML' }]);
});

test('aliases into another item, indented items and items in one line are read as a whole', () => {
  const aliased = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: &m {name: a, namespace: shop}\n- apiVersion: v1\n  kind: Service\n  metadata: {<<: *m, name: b}\n`;
  expect(read(aliased).objects).toMatchObject([
    { name: 'a', namespace: 'shop' },
    { name: 'b', namespace: 'shop' },
  ]);
  expect(names(`apiVersion: v1\nkind: List\nitems:\n  ${item('a').replaceAll('\n', '\n  ')}\n`)).toEqual([
    'a',
  ]);
  expect(
    names('apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Service, metadata: {name: a}}]\n'),
  ).toEqual(['a']);
});

test('what only looks like a List stays one object', () => {
  const text =
    'apiVersion: example.com/v1\nkind: Wish\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\nmetadata: {name: w}\n';
  expect(read(text).objects).toMatchObject([{ name: 'w', kind: 'Wish' }]);
});

test('many items that take aliases from nowhere are read as a whole once', () => {
  const items = Array.from(
    { length: 2_000 },
    (_, at) => `- {apiVersion: v1, kind: Service, metadata: *m${at}}\n`,
  );
  const { unread } = read(`apiVersion: v1\nkind: List\nitems:\n${items.join('')}`);
  expect(unread).toHaveLength(2_000);
}, 60_000);

test('the items are those that a reader of the whole finds', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '-', ' ', '\n', ':', '#', '"', "'", '|', '{', '0'),
    maxLength: 30,
  });
  const one = fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('ConfigMap'),
    metadata: fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}$/),
      annotations: fc.dictionary(text, text, { maxKeys: 3 }),
    }),
    data: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), text, { maxKeys: 4 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), fc.constantFrom(20, 80, 0), (items, lineWidth) => {
      const dump = stringify({ apiVersion: 'v1', items, kind: 'List' }, { indentSeq: false, lineWidth });
      const whole = parse(dump) as { items: unknown[] };
      expect(read(dump).objects.map(({ raw }) => raw)).toEqual(whole.items);
    }),
    { numRuns: 200 },
  );
});

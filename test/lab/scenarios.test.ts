import { expect, test } from 'vitest';
import type { Layer } from '../../src/core/layer.ts';
import { tools } from '../../src/tools/index.ts';
import { NOT_MADE } from './not-made.ts';
import { SCENARIOS } from './scenarios/index.ts';

test('scenarios have names of their own', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/** Layers that a network alone can break; a cluster and a cloud have tests of their own. */
const BROKEN_HERE: readonly Layer[] = ['dns', 'tcp', 'tls', 'app', 'mtu'];

test('every code of every tool that asks the network is made by a scenario, or it is said why not', () => {
  const asking = tools.filter(({ layer }) => BROKEN_HERE.includes(layer));
  const known = asking.flatMap((tool) => Object.keys(tool.failures));
  const expected = SCENARIOS.flatMap(({ expect: { code, also = [] } }) => [
    ...(code === null ? [] : [code]),
    ...also,
  ]);
  const made = new Set([...expected, ...Object.keys(NOT_MADE)]);
  expect(known.filter((code) => !made.has(code))).toEqual([]);
  expect([...made].filter((code) => !known.includes(code))).toEqual([]);
});

test('what is not made is made by no scenario', () => {
  const codes = SCENARIOS.map(({ expect: { code } }) => code);
  expect(Object.keys(NOT_MADE).filter((code) => codes.includes(code))).toEqual([]);
});

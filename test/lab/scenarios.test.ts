import { expect, test } from 'vitest';
import { tools } from '../../src/tools/index.ts';
import { NOT_MADE } from './not-made.ts';
import { SCENARIOS } from './scenarios/index.ts';

test('scenarios have names of their own', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('every code of every tool is made by a scenario, or it is said why not', () => {
  const known = tools.flatMap((tool) => Object.keys(tool.failures));
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

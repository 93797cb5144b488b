import { expect, test } from 'vitest';
import { failures as walked } from '../../src/diagnosis/failures.ts';
import { netpolAudit } from '../../src/tools/netpol-audit/tool.ts';
import { serviceAudit } from '../../src/tools/service-audit/tool.ts';
import { SCENES } from './scenes/index.ts';

test('scenes have names and namespaces of their own', () => {
  const names = SCENES.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  const namespaces = SCENES.flatMap(({ objects }) => [
    ...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])),
  ]);
  expect(namespaces).toEqual([...new Set(namespaces)]);
});

const NOT_MADE: Readonly<Record<string, string>> = {
  'policy.nodelocal-dns': 'the walk does not tell netpol_audit which name server the pod has',
};

test('every code of Service and policy is made by a scene', () => {
  const known = [walked, netpolAudit.failures, serviceAudit.failures].flatMap((each) => Object.keys(each));
  const expected = SCENES.flatMap(({ expect: exec, reading }) => [exec, reading]).flatMap((one) => [
    ...(one?.code ? [one.code] : []),
    ...(one?.also ?? []),
  ]);
  const made = new Set([...expected, ...Object.keys(NOT_MADE)]);
  expect(known.filter((code) => !code.startsWith('dns.') && !made.has(code))).toEqual([]);
  expect(Object.keys(NOT_MADE).filter((code) => expected.includes(code))).toEqual([]);
});

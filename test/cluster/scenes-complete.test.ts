import { expect, test } from 'vitest';
import { layerOf } from '../../src/core/failure.ts';
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

test('every code of services, policies and the cluster’s DNS is made by a scene', () => {
  const known = [walked, netpolAudit.failures, serviceAudit.failures]
    .flatMap((each) => Object.keys(each))
    // What an account does to packets is made by accounts (test/aws), not by clusters.
    .filter((code) => layerOf(code) !== 'firewall');
  const expected = SCENES.flatMap(({ expect: exec, reading }) => [exec, reading]).flatMap((one) => [
    ...(one?.code ? [one.code] : []),
    ...(one?.also ?? []),
  ]);
  expect(known.filter((code) => !expected.includes(code))).toEqual([]);
});

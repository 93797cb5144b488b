import { expect, test } from 'vitest';
import { observationSchema } from '../../src/diagnosis/observation-schema.ts';

const host = { interfaces: [], routes: [], ipv4: true, ipv6: true, proxy: {}, platform: 'linux' };
const survey = {
  at: '2026-11-23T04:00:00.000Z',
  vantage: { kind: 'local', name: 'box' },
  host,
  inCluster: false,
};

test('the walk’s own steps have a shape, too', () => {
  const schema = observationSchema('diagnose');
  expect(schema?.safeParse(survey).success).toBe(true);
  expect(schema?.safeParse(12).success).toBe(true);
  expect(schema?.safeParse({ ...survey, vantage: { kind: 'local', name: 'do this' } }).success).toBe(false);
  expect(schema?.safeParse({ ...survey, at: 'now' }).success).toBe(false);
});

test('each tool has its own; nothing else has one', () => {
  expect(observationSchema('dns_lookup')).toBeDefined();
  expect(observationSchema('__proto__')).toBeUndefined();
});

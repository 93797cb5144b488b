import { expect, test } from 'vitest';
import { type Check, claims, skipped, unknown } from '../../../src/core/check.ts';
import { parseTarget } from '../../../src/core/target/target.ts';
import type { SampledPod } from '../../../src/diagnosis/cluster/samples/observation.ts';
import { whatDiffers } from '../../../src/diagnosis/cluster/samples/what-differs.ts';
import { sampleNotes, withSamples } from '../../../src/diagnosis/cluster/samples/with-samples.ts';
import type { WalkedLeg } from '../../../src/diagnosis/walk.ts';
import { failures as connections } from '../../../src/tools/tcp-probe/failures.ts';
import { failures as services } from '../../../src/tools/service-audit/failures.ts';
import { findingOf, pass, said } from '../sample.ts';

const AT = { at: '2026-11-23T14:31:07.000Z', vantage: { kind: 'pod', name: 'shop/web-3' } } as const;
const dropped = claims(connections).fail('tcp.timeout', said('dropped'));
const accepted = pass('tcp', said('accepted'));
const blind = unknown('tcp', { ...said('Nothing could be run there.'), fix: 'Look.' });
const pod = (name: string, more: Partial<SampledPod> = {}): SampledPod => ({
  namespace: 'shop',
  name,
  node: 'node-a',
  labels: { app: 'web' },
  ...more,
});

interface Others {
  readonly [name: string]: Check;
}
const lookup = { name: 'db', outcome: 'not-found', addresses: [], ms: 1 } as const;

function leg(checks: readonly Check[], others: Others, seen: object = {}): WalkedLeg {
  const pods = ['web-3', ...Object.keys(others)].map((name) => pod(name));
  return {
    from: 'shop/deployment/web',
    to: 'db:5432',
    end: { host: 'db', port: 5432 },
    checks,
    looked: {},
    audited: {},
    further: [],
    interrupted: false,
    samples: {
      seen: { ...AT, running: 9, pods },
      others: Object.entries(others).map(([name, check]) => ({
        pod: pod(name),
        looked: {
          finding: findingOf('tcp_probe', [check]),
          ...(check !== blind && { seen: { ...AT, refused: [], leftOut: [], ports: [], ...seen } }),
        },
      })),
    },
  };
}

function judged(checks: readonly Check[], others: Others, seen: object = {}): readonly Check[] {
  const target = parseTarget('db:5432');
  if (target.kind !== 'endpoint') throw new TypeError('A host.');
  const symptom = { size: false, intermittent: false, idle: false };
  const question = { target, source: 'shop/deploy/web', symptom, all: false };
  return withSamples(checks, leg(checks, others, seen), question, 'shop/web-3');
}
const codes = (checks: readonly Check[]) => checks.map(({ status, code }) => `${status} ${code}`);

test('one pod of three cannot connect: a warning of its own', () => {
  const checks = judged([accepted], { 'web-1': dropped, 'web-2': accepted });
  expect(codes(checks)).toEqual(['pass null', 'warn tcp.pods-differ']);
  expect(checks[1]?.summary).toBe('1 of 3 sampled pods of the source cannot connect, 2 can');
  expect(checks[1]?.evidence).toContain('shop/web-1 (node-a): tcp.timeout');
});

test('the pod of the walk is the one that fails: what it saw holds for it alone', () => {
  const service = claims(services).fail('service.no-endpoints', said('none'));
  const tls = skipped('tls', { test: '-', summary: 'blocked by TCP', blockedBy: 'tcp' });
  const checks = judged([service, dropped, tls], { 'web-1': accepted });
  expect(codes(checks)).toEqual([
    'warn service.no-endpoints',
    'warn tcp.timeout',
    'skipped null',
    'warn tcp.pods-differ',
  ]);
  expect(checks[1]?.summary).toBe('from shop/web-3: dropped');
  expect(checks[2]?.blockedBy).toBeUndefined();
});

test('a pod that does not resolve the name differs, too', () => {
  const checks = judged([accepted], { 'web-1': unknownName }, { lookup });
  expect(checks.at(-1)?.evidence).toContain('shop/web-1 (node-a): the name does not resolve');
});
const unknownName = unknown('tcp', { ...said('not tried'), fix: 'Look.' });

test('near misses: all connect, all fail, or of the others nothing is known', () => {
  expect(codes(judged([accepted], { 'web-1': accepted }))).toEqual(['pass null']);
  expect(judged([accepted], { 'web-1': accepted })[0]?.evidence[0]).toMatch(/^2 of 2 sampled pods connect/);
  expect(codes(judged([dropped], { 'web-1': dropped }))).toEqual(['fail tcp.timeout']);
  expect(judged([dropped], { 'web-1': dropped })[0]?.evidence[0]).toMatch(
    /^2 of 2 sampled pods fail \(tcp\.timeout\)/,
  );
  expect(judged([dropped], { 'web-1': blind })).toEqual([dropped]);
});

test('what is not known of a pod is said, and not counted', () => {
  expect(sampleNotes(leg([accepted], { 'web-1': accepted, 'web-2': blind }), 'shop/web-3')).toEqual([
    '3 of the 9 running pods of the source were sampled (the newest, the oldest, one on another node): 2 of 2 connect; of 1 nothing is known (Nothing could be run there).',
  ]);
  expect(sampleNotes({ checks: [], samples: { others: [], why: 'it has no pods.' } }, 'shop/web-3')).toEqual([
    'Other pods of the source were not sampled: it has no pods.',
  ]);
});

test('in what they differ: node, labels, roll-out, age', () => {
  const bad = [
    pod('a', {
      node: 'node-b',
      created: '2026-11-23T10:00:00Z',
      labels: { app: 'web', tier: 'x', 'pod-template-hash': '1' },
    }),
  ];
  const good = [
    pod('b', { created: '2026-11-22T10:00:00Z', labels: { app: 'web', 'pod-template-hash': '2' } }),
  ];
  expect(whatDiffers(bad, good)).toEqual([
    'node: those that fail node-b; those that connect node-a',
    'roll-out (pod-template-hash): those that fail 1; those that connect 2',
    'label tier: those that fail x; those that connect (none)',
    'age: those that fail are younger (created 2026-11-23T10:00:00Z or later)',
  ]);
  expect(whatDiffers([pod('a'), pod('c', { node: 'node-b' })], [pod('b')])).toEqual([]);
});

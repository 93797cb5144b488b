import { claims, drawn, pass, skipped, type Check } from '../../src/core/check.ts';
import { defineFailures } from '../../src/core/failure.ts';
import type { Report } from '../../src/core/report.ts';

const entry = { title: 'A title', symptom: 's', toldApartBy: 't', fix: 'Mend it.' };
const { fail, warn } = claims(
  defineFailures({ 'policy.label-drift': entry, 'tcp.timeout': entry, 'mtu.reduced': entry }),
);

const ROWS: readonly Check[] = [
  pass('dns', { test: 'A redis.cache.svc.cluster.local. @10.96.0.10', summary: '10.96.12.34, ttl 30, 1 ms' }),
  pass('service', {
    test: 'cache/redis 6379',
    summary: '2 of 2 endpoints ready',
    evidence: ['redis-0', 'redis-1'],
  }),
  drawn(
    fail('tcp.timeout', {
      test: 'connect 10.96.12.34:6379 x3',
      summary: 'no answer in 3 x 3 s',
      untrusted: [{ source: 'SMTP greeting', text: 'a greeting of a stranger' }],
    }),
    {
      kind: 'hops',
      hops: [
        { ttl: 1, addresses: ['10.0.0.1'], bestMs: 0.3, averageMs: 0.5, worstMs: 0.9, lossPercent: 0 },
        {
          ttl: 2,
          addresses: ['10.0.1.1', '10.0.2.1'],
          bestMs: 9,
          averageMs: 12,
          worstMs: 40,
          lossPercent: 20,
        },
        { ttl: 3, addresses: [] },
      ],
    },
  ),
  fail('policy.label-drift', {
    test: 'ingress to cache/redis-0 from payments/api',
    summary: 'default-deny-ingress selects it; allow-from-payments rule 1 wants app=web',
    evidence: ['cache/default-deny-ingress isolates it for ingress and has no rule'],
  }),
  skipped('tls', { test: '-', summary: 'blocked by TCP', blockedBy: 'tcp' }),
  drawn(pass('app', { test: 'GET /', summary: 'answers 200' }), {
    kind: 'timing',
    phases: [
      { name: 'connect', ms: 1.2 },
      { name: 'first byte', ms: 30 },
    ],
  }),
  drawn(warn('mtu.reduced', { test: 'tracepath 10.96.12.34', summary: 'the path carries 1400' }), {
    kind: 'sizes',
    sizes: [
      { name: 'MTU of the interface', bytes: 1500 },
      { name: 'largest that passes', bytes: 1400 },
    ],
  }),
];

/** A report that has everything a page can show. */
export const sampleReport = (more: Partial<Report> = {}): Report => ({
  schema: 'layerwalk/report@1',
  question: 'Why can payments/deploy/api not reach redis.cache:6379?',
  at: '2026-11-23T14:31:07.000Z',
  source: 'payments/deploy/api',
  target: 'redis.cache:6379',
  vantage: { kind: 'pod', name: 'payments/api-7d9f', addresses: ['10.1.4.7'], node: 'node-3' },
  verdict: {
    status: 'fail',
    layer: 'policy',
    code: 'policy.label-drift',
    surfacedAt: 'tcp',
    claim: 'proven',
    sentence:
      'NetworkPolicy default-deny-ingress in cache admits no traffic from payments/api to redis on 6379/TCP.',
  },
  legs: [{ from: 'payments/deploy/api', to: 'redis.cache:6379', rows: [...ROWS] }],
  fixes: [
    {
      summary: 'Add allow-payments-api-to-redis in cache.',
      manifest: 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n',
      undo: 'kubectl -n cache delete networkpolicy allow-payments-api-to-redis',
      verify: 'layerwalk diagnose redis.cache:6379 --source payments/deploy/api',
      verified: 'simulated',
    },
  ],
  mitigation: 'Nothing short of the fix.',
  changed: ['cache/allow-from-payments 14:02 UTC by argocd'],
  managedBy: ['Argo CD: change it at its source, this command is temporary'],
  blastRadius: ['payments/worker', 'checkout/api'],
  counterEvidence: [],
  alternatives: ['the node drops it'],
  nextBest: { command: 'kubectl -n cache get networkpolicy', outcomes: ['one: as said'] },
  notes: ['Only 3 connections were tried.'],
  paste: 'FAIL policy.label-drift',
  connectionsMade: 3,
  durationMs: 9_100,
  ...more,
});

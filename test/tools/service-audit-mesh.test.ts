import { expect, test } from 'vitest';
import { DestinationRule, PeerAuthentication } from '../../src/core/kubernetes/istio.ts';
import { Pod } from '../../src/core/kubernetes/pod.ts';
import { clientTls } from '../../src/tools/service-audit/mesh/client-tls.ts';
import { isCaptured, membership } from '../../src/tools/service-audit/mesh/membership.ts';
import { peerMode } from '../../src/tools/service-audit/mesh/peer-mode.ts';

const pod = (more: object = {}, spec: object = {}): Pod =>
  Pod.parse({
    metadata: { name: 'redis-0', namespace: 'cache', labels: { app: 'redis' }, ...more },
    spec: { containers: [{ name: 'redis' }], ...spec },
    status: {},
  });
const peer = (namespace: string, spec: object, created = '2026-01-01T00:00:00Z'): PeerAuthentication =>
  PeerAuthentication.parse({ metadata: { name: 'default', namespace, creationTimestamp: created }, spec });
const mode = (...policies: PeerAuthentication[]) => peerMode(policies, pod(), 6379).mode;
const own = { selector: { matchLabels: { app: 'redis' } } };

test('the narrowest policy that sets a mode counts, and UNSET inherits', () => {
  const mesh = peer('istio-system', { mtls: { mode: 'STRICT' } });
  expect(mode()).toBe('PERMISSIVE');
  expect(mode(mesh)).toBe('STRICT');
  expect(mode(mesh, peer('cache', { mtls: { mode: 'PERMISSIVE' } }))).toBe('PERMISSIVE');
  expect(mode(mesh, peer('cache', { mtls: { mode: 'UNSET' } }))).toBe('STRICT');
  expect(mode(mesh, peer('cache', { ...own, mtls: { mode: 'DISABLE' } }))).toBe('DISABLE');
  expect(
    mode(mesh, peer('cache', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'DISABLE' } })),
  ).toBe('STRICT');
  expect(mode(mesh, peer('payments', { mtls: { mode: 'DISABLE' } }))).toBe('STRICT');
});

test('a port counts only in a policy that selects workloads, and is the workload’s own', () => {
  const ports = { portLevelMtls: { '6379': { mode: 'DISABLE' } } };
  expect(mode(peer('cache', { ...own, mtls: { mode: 'STRICT' }, ...ports }))).toBe('DISABLE');
  expect(mode(peer('cache', { mtls: { mode: 'STRICT' }, ...ports }))).toBe('STRICT');
});

test('of several policies of one scope the oldest counts', () => {
  const old = peer('cache', { mtls: { mode: 'STRICT' } }, '2025-01-01T00:00:00Z');
  expect(mode(peer('cache', { mtls: { mode: 'DISABLE' } }), old)).toBe('STRICT');
});

test('who takes part in the mesh', () => {
  const proxy = { name: 'istio-proxy' };
  expect(membership(pod())).toBe('none');
  expect(membership(pod({}, { containers: [proxy] }))).toBe('sidecar');
  expect(membership(pod({}, { initContainers: [{ ...proxy, restartPolicy: 'Always' }] }))).toBe('sidecar');
  expect(membership(pod({}, { initContainers: [proxy] }))).toBe('none');
  expect(membership(pod({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }))).toBe('ambient');
});

test('ports that annotations leave out of the proxy', () => {
  const annotated = (name: string, value: string) =>
    pod({ annotations: { [`traffic.sidecar.istio.io/${name}InboundPorts`]: value } });
  expect(isCaptured(pod(), 6379)).toBe(true);
  expect(isCaptured(annotated('exclude', '15020, 6379'), 6379)).toBe(false);
  expect(isCaptured(annotated('include', '8080'), 6379)).toBe(false);
  expect(isCaptured(annotated('include', '*'), 6379)).toBe(true);
});

test.for([
  ['redis', 'cache', true],
  ['redis', 'payments', false],
  ['redis.cache', 'payments', true],
  ['redis.cache.svc', 'payments', true],
  ['redis.cache.svc.cluster.local', 'payments', true],
  ['*.cache.svc.cluster.local', 'istio-system', true],
  ['*', 'istio-system', true],
  ['*.local', 'istio-system', true],
  ['redis-2.cache.svc.cluster.local', 'payments', false],
  ['redis', 'elsewhere', false],
] as const)('a rule for %s in %s', ([host, namespace, applies]) => {
  const rule = DestinationRule.parse({
    metadata: { name: 'r', namespace },
    spec: { host, trafficPolicy: { tls: { mode: 'DISABLE' } } },
  });
  const found = clientTls([rule], { namespace: 'cache', name: 'redis' }, 6379, 'payments');
  expect(found?.mode).toBe(applies ? 'DISABLE' : undefined);
});

test('the client’s own namespace comes first, and a port before the rest', () => {
  const rule = (namespace: string, trafficPolicy: object) =>
    DestinationRule.parse({
      metadata: { name: 'r', namespace },
      spec: { host: 'redis.cache.svc.cluster.local', trafficPolicy },
    });
  const theirs = rule('cache', { tls: { mode: 'ISTIO_MUTUAL' } });
  const mine = rule('payments', {
    tls: { mode: 'DISABLE' },
    portLevelSettings: [{ port: { number: 6379 }, tls: { mode: 'SIMPLE' } }],
  });
  const service = { namespace: 'cache', name: 'redis' };
  expect(clientTls([theirs, mine], service, 6379, 'payments')?.mode).toBe('SIMPLE');
  expect(clientTls([theirs, mine], service, 6380, 'payments')?.mode).toBe('DISABLE');
  expect(clientTls([theirs], service, 6379, 'payments')?.mode).toBe('ISTIO_MUTUAL');
});

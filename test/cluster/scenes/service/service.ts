import { fails } from '../../../lab/play/expecting.ts';
import type { Manifest } from '../../manifest.ts';
import type { Scene } from '../scene.ts';
import { shop } from '../story/shop.ts';
import { dig, isDropped, isRefused } from '../witnesses.ts';

const never = ['policy.', 'firewall.', 'tls.'];

const [missing, none, unready, port, unnamed, unlisted, local, external] = [
  shop('missing'),
  shop('no-endpoints', { service: { selector: { app: 'redis-v2' }, endpoints: [] } }),
  shop('not-ready', {
    redis: { ready: false, container: { readinessProbe: { tcpSocket: { port: 6379 } } } },
  }),
  shop('target-port', { service: { ports: [{ port: 6379, targetPort: 6380 }] } }),
  shop('named-port-missing', {
    service: { ports: [{ port: 6379, targetPort: 'tcp-redis', endpointPort: null }] },
  }),
  shop('port-not-listed'),
  shop('local-policy', {
    api: { nodes: ['node-b'] },
    service: { spec: { internalTrafficPolicy: 'Local' } },
  }),
  shop('external-name', {
    service: {
      spec: { type: 'ExternalName', externalName: '10.20.30.40', clusterIP: undefined, ports: undefined },
      selector: undefined,
    },
  }),
];

const unhealthy: Manifest = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'redis-0.1', namespace: unready.cache },
  involvedObject: { kind: 'Pod', name: 'redis-0', namespace: unready.cache },
  reason: 'Unhealthy',
  message: `Readiness probe failed: dial tcp ${unready.redis.address}:6379: connect: connection refused`,
  type: 'Warning',
  lastTimestamp: '2026-11-23T14:30:00Z',
};
/** The Service leads nowhere. */
export const SERVICES: readonly Scene[] = [
  {
    name: 'service-missing',
    ...missing,
    ask: ['diagnose', `reddis.${missing.cache}.svc.cluster.local:6379`, '--from', missing.source],
    witnesses: [dig(missing.api.pod, `reddis.${missing.cache}.svc.cluster.local`, { says: /NXDOMAIN/ })],
    expect: fails('service.missing', { surfacedAt: 'dns', claim: 'proven', says: /redis/ }),
    reading: fails('service.missing', { surfacedAt: 'dns', claim: 'modelled' }),
    never,
  },
  {
    name: 'service-no-endpoints',
    ...none,
    witnesses: [isRefused(none.api.pod, none.virtual)],
    expect: fails('service.no-endpoints', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('service.no-endpoints', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'service-not-ready',
    ...unready,
    objects: [...unready.objects, unhealthy],
    witnesses: [isRefused(unready.api.pod, unready.virtual)],
    expect: fails('service.not-ready', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('service.not-ready', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
  },
  {
    name: 'service-target-port',
    ...port,
    witnesses: [isRefused(port.api.pod, port.virtual)],
    expect: fails('service.target-port', { surfacedAt: 'tcp' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'service-named-port-missing',
    ...unnamed,
    witnesses: [isRefused(unnamed.api.pod, unnamed.virtual)],
    expect: fails('service.named-port-missing', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('service.named-port-missing', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'service-port-not-listed',
    ...unlisted,
    ask: ['diagnose', unlisted.target.replace('6379', '6380'), '--from', unlisted.source],
    witnesses: [isDropped(unlisted.api.pod, unlisted.virtual, 6380)],
    expect: fails('service.port-not-listed', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('service.port-not-listed', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
  },
  {
    name: 'service-local-policy',
    ...local,
    witnesses: [isDropped(local.api.pod, local.virtual)],
    expect: fails('service.local-policy', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('service.local-policy', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'service-external-name',
    ...external,
    objects: external.objects.filter(({ kind }) => kind !== 'EndpointSlice'),
    witnesses: [
      dig(external.api.pod, `redis.${external.cache}.svc.cluster.local`, {
        says: /CNAME\s+10\.20\.30\.40\./,
      }),
    ],
    expect: fails('service.external-name', { surfacedAt: 'dns', claim: 'proven' }),
    reading: fails('service.external-name', { surfacedAt: 'dns', claim: 'modelled' }),
    never,
  },
];

import { fails, passes, warns } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { allowRedis } from '../story/allow-redis.ts';
import { denyIngress } from '../story/policies.ts';
import { shop } from '../story/shop.ts';
import { OTHER } from '../system.ts';
import { enforced, isDropped, opens } from '../witnesses.ts';

const never = ['service.', 'dns.', 'firewall.', 'tls.'];
const NODE_B = '192.0.2.11';
const [block, host, ignored, admin] = [
  shop('ipblock'),
  shop('host-network', { api: { addresses: [NODE_B], nodes: ['node-b'], spec: { hostNetwork: true } } }),
  shop('not-enforced'),
  shop('other-api'),
];

/** What comes of a policy depends on who enforces it, or on more than NetworkPolicies. */
export const BY_PLUGIN: readonly Scene[] = [
  {
    name: 'policy-ipblock-pods',
    system: OTHER,
    ...block,
    objects: [
      ...block.objects,
      denyIngress(block.cache),
      allowRedis(block.cache, block.payments, {}, { from: [{ ipBlock: { cidr: '10.244.0.0/16' } }] }),
    ],
    enforced: [block.denied()],
    witnesses: [isDropped(block.api.pod, block.virtual), enforced],
    expect: fails('policy.ipblock-pods', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('policy.ipblock-pods', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'policy-host-network',
    ...host,
    objects: [...host.objects, denyIngress(host.cache), allowRedis(host.cache, host.payments)],
    enforced: [host.denied()],
    witnesses: [isDropped(host.api.pod, host.virtual), enforced],
    expect: fails('policy.host-network', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('policy.host-network', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'policy-not-enforced',
    ...ignored,
    objects: [...ignored.objects, denyIngress(ignored.cache)],
    witnesses: [opens(ignored.api.pod, ignored.virtual)],
    expect: warns('policy.not-enforced'),
    reading: fails('policy.ingress-denied', { surfacedAt: 'tcp', claim: 'modelled' }),
    never: ['service.', 'dns.', 'tcp.'],
    fix: { remove: [denyIngress(ignored.cache)] },
    afterwards: passes(),
  },
  {
    name: 'policy-other-api',
    ...admin,
    objects: [
      ...admin.objects,
      {
        apiVersion: 'policy.networking.k8s.io/v1alpha1',
        kind: 'AdminNetworkPolicy',
        metadata: { name: 'no-cache-for-others' },
        spec: {
          priority: 10,
          subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': admin.cache } } },
          ingress: [{ name: 'no', action: 'Deny', from: [{ namespaces: { matchLabels: {} } }] }],
        },
      },
    ],
    enforced: [admin.denied()],
    witnesses: [isDropped(admin.api.pod, admin.virtual), enforced],
    expect: fails('policy.other-api', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('policy.other-api', { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    fix: {
      remove: [
        {
          apiVersion: 'policy.networking.k8s.io/v1alpha1',
          kind: 'AdminNetworkPolicy',
          metadata: { name: 'no-cache-for-others' },
        },
      ],
    },
  },
];

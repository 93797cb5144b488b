import { fails } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { allowRedis } from '../story/allow-redis.ts';
import { denyIngress, policy } from '../story/policies.ts';
import { redisServer, shop, type Shop } from '../story/shop.ts';
import { deployment } from '../story/workloads.ts';
import { addresses } from '../story/net.ts';
import { enforced, isDropped, isRefused } from '../witnesses.ts';

const never = ['service.', 'dns.', 'tls.', 'firewall.'];

/** A scene whose destination is isolated and admits the source by none of its rules. */
function denied(name: string, code: string, { cache, ...story }: Shop, more: Partial<Scene>): Scene {
  return {
    name,
    ...story,
    enforced: [story.denied()],
    witnesses: [isDropped(story.api.pod, story.virtual), enforced],
    expect: fails(code, { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails(code, { surfacedAt: 'tcp', claim: 'modelled' }),
    never,
    ...more,
    objects: [...story.objects, denyIngress(cache), ...(more.objects ?? [])],
  };
}

const [bare, reset, twoRules, namespaceLabel, servicePort, andOr, crossNamespace, namedPort] = [
  shop('denied'),
  shop('reset'),
  shop('two-rules'),
  shop('namespace-label'),
  shop('service-port', {
    redis: { ports: [{ containerPort: 6380, name: 'redis' }] },
    service: { ports: [{ port: 6379, targetPort: 6380 }] },
    servers: [redisServer(6380)],
  }),
  shop('and-or'),
  shop('cross-namespace'),
  shop('named-port'),
];
const client = deployment({
  namespace: andOr.cache,
  name: 'exporter',
  labels: { app: 'exporter', role: 'monitoring' },
  addresses: [addresses().pod(1)],
});

/** The destination's policies keep the source out. */
export const INGRESS_DENIED: readonly Scene[] = [
  denied('policy-ingress-denied', 'policy.ingress-denied', bare, {
    fix: { printed: true },
  }),
  denied('policy-ingress-denied-by-reset', 'policy.ingress-denied', reset, {
    enforced: [reset.denied('reject with tcp reset')],
    witnesses: [isRefused(reset.api.pod, reset.virtual), enforced],
    fix: { printed: true },
  }),
  // Neither of two rules does, each for another reason; together they would.
  denied('policy-label-drift-beside-another-port', 'policy.label-drift', twoRules, {
    objects: [
      allowRedis(twoRules.cache, twoRules.payments, { app: 'web' }),
      policy(twoRules.cache, 'allow-metrics', {
        podSelector: { matchLabels: { app: 'redis' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': twoRules.payments } } },
            ],
            ports: [{ port: 9121 }],
          },
        ],
      }),
    ],
    fix: { printed: true },
  }),
  denied('policy-namespace-label', 'policy.namespace-label', namespaceLabel, {
    objects: [
      allowRedis(
        namespaceLabel.cache,
        namespaceLabel.payments,
        {},
        {
          from: [{ namespaceSelector: { matchLabels: { team: 'payments' } } }],
        },
      ),
    ],
    fix: { printed: true },
  }),
  denied('policy-service-port', 'policy.service-port', servicePort, {
    objects: [allowRedis(servicePort.cache, servicePort.payments)],
    enforced: [servicePort.denied('drop', 6380)],
    fix: { printed: true },
  }),
  denied('policy-and-or', 'policy.and-or', andOr, {
    objects: [...client.objects, allowRedis(andOr.cache, andOr.payments, { role: 'monitoring' })],
    fix: { printed: true },
  }),
  denied('policy-cross-namespace', 'policy.cross-namespace', crossNamespace, {
    objects: [
      allowRedis(
        crossNamespace.cache,
        crossNamespace.payments,
        {},
        {
          from: [{ podSelector: { matchLabels: { app: 'api' } } }],
        },
      ),
    ],
    fix: { printed: true },
  }),
  denied('policy-named-port', 'policy.named-port', namedPort, {
    objects: [
      allowRedis(namedPort.cache, namedPort.payments, { app: 'api' }, { ports: [{ port: 'tcp-redis' }] }),
    ],
    fix: { printed: true },
  }),
];

/** Both sides deny: each is a row, in walking order of neither before the other. */
const both = shop('both-sides');
export const BOTH_SIDES: Scene = {
  name: 'policy-both-sides',
  ...both,
  objects: [
    ...both.objects,
    denyIngress(both.cache),
    policy(both.payments, 'only-dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    }),
  ],
  enforced: [
    `ip saddr ${both.api.address} meta l4proto { tcp, udp } th dport 53 accept`,
    `ip saddr ${both.api.address} counter drop`,
    `ip daddr ${both.redis.address} counter drop`,
  ],
  witnesses: [isDropped(both.api.pod, both.virtual), enforced],
  expect: fails('policy.egress-denied', {
    surfacedAt: 'tcp',
    claim: 'proven',
    also: ['policy.ingress-denied'],
  }),
  never,
  fix: { printed: true },
};

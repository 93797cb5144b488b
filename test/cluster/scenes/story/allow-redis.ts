import type { Manifest } from '../../manifest.ts';
import { policy } from './policies.ts';

/** The rule that admits pods of these labels, of a namespace, to Redis; what differs in its one rule can be given. */
export const allowRedis = (
  cache: string,
  payments: string,
  labels: Readonly<Record<string, string>> = { app: 'api' },
  rule: object = {},
): Manifest =>
  policy(cache, 'allow-from-payments', {
    podSelector: { matchLabels: { app: 'redis' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': payments } },
            podSelector: { matchLabels: labels },
          },
        ],
        ports: [{ port: 6379 }],
        ...rule,
      },
    ],
  });

/** The rule that lets the API out to Redis. */
export const allowOut = (payments: string, cache: string): Manifest =>
  policy(payments, 'to-redis', {
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': cache } } }],
        ports: [{ port: 6379 }],
      },
    ],
  });

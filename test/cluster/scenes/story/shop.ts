import type { Manifest } from '../../manifest.ts';
import type { PodHost, PodServer } from '../scene.ts';
import { addresses } from './net.ts';
import { service, type ServiceWish } from './services.ts';
import { deployment, type PodAt, statefulSet, type Wish } from './workloads.ts';

/** The story of most scenes: the API of payments wants to reach Redis of cache. */
export interface Shop {
  /** Namespaces: the source's and the destination's. */
  readonly payments: string;
  readonly cache: string;
  readonly api: PodAt;
  readonly redis: PodAt;
  /** The virtual address of Redis. */
  readonly virtual: string;
  readonly objects: readonly Manifest[];
  readonly hosts: readonly PodHost[];
  /** `redis.cache.svc.cluster.local:6379` */
  readonly target: string;
  /** `payments/deploy/api` */
  readonly source: string;
  /** The question. */
  readonly ask: readonly string[];
  /** A rule that does with what the source sends to Redis on its port as a plugin would. */
  readonly denied: (verdict?: string, port?: number) => string;
}

interface ShopWish {
  readonly namespaces?: readonly [string, string];
  readonly api?: Partial<Wish>;
  readonly redis?: Partial<Wish>;
  readonly service?: Partial<ServiceWish>;
  readonly servers?: readonly PodServer[];
  /** Of the source's container. */
  readonly container?: Partial<NonNullable<PodHost['container']>>;
}

/** What the source's container carries: what the usual images do. */
const CONTAINER = { name: 'main', programs: ['bash', 'cat'] } as const;

/** Redis, as it is. */
export const redisServer = (port = 6379): PodServer => ({
  name: `redis-${port}`,
  run: ['redis-server', '--port', String(port), '--save', '', '--bind', '0.0.0.0', '--protected-mode', 'no'],
  ports: { tcp: [port] },
});

/** A healthy shop in namespaces of its own, `payments-NAME` and `cache-NAME`, with what differs. */
export function shop(name: string, wish: ShopWish = {}): Shop {
  const [payments, cache] = wish.namespaces ?? [`payments-${name}`, `cache-${name}`];
  const at = addresses();
  const source = deployment({
    namespace: payments,
    name: 'api',
    labels: { app: 'api' },
    addresses: [at.pod(1)],
    ...wish.api,
  });
  const redises = statefulSet({
    namespace: cache,
    name: 'redis',
    labels: { app: 'redis' },
    addresses: [at.pod(2)],
    ports: [{ containerPort: 6379, name: 'redis' }],
    ...wish.redis,
  });
  const virtual = at.service(1);
  const [api, redis] = [source.pods[0], redises.pods[0]];
  if (!api || !redis) throw new Error('A shop has both ends.');
  const target = `redis.${cache}.svc.cluster.local:6379`;
  return {
    payments,
    cache,
    api,
    redis,
    virtual,
    target,
    source: `${payments}/deploy/api`,
    ask: ['diagnose', target, '--from', `${payments}/deploy/api`],
    objects: [
      ...source.objects,
      ...redises.objects,
      ...service({
        namespace: cache,
        name: 'redis',
        address: virtual,
        selector: { app: 'redis' },
        ports: [{ port: 6379 }],
        endpoints: redises.pods,
        ...wish.service,
      }),
    ],
    hosts: [
      ...source.pods.map((pod) => ({ ...pod, container: { ...CONTAINER, ...wish.container } })),
      ...redises.pods.map((pod) => ({ ...pod, servers: wish.servers ?? [redisServer()] })),
    ],
    denied: (verdict = 'drop', port = 6379) =>
      `ip saddr ${api.address} ip daddr ${redis.address} tcp dport ${port} counter ${verdict}`,
  };
}

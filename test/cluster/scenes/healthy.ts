import { fails, passes, unknown } from '../../lab/play/expecting.ts';
import type { Scene } from './scene.ts';
import { allowRedis } from './story/allow-redis.ts';
import { allowDns, denyEgress, denyIngress } from './story/policies.ts';
import { service } from './story/services.ts';
import { shop } from './story/shop.ts';
import { enforced, isRefused, opens } from './witnesses.ts';
import { allowOut } from './story/allow-redis.ts';

const [plain, walled, odd, two] = [
  shop('healthy'),
  shop('walled'),
  shop('odd-walls'),
  shop('two-faults', { service: { selector: { app: 'redis-v2' }, endpoints: [] } }),
];

/** Nothing is wrong, and nothing is said to be. */
export const HEALTHY: readonly Scene[] = [
  {
    name: 'healthy',
    ...plain,
    witnesses: [opens(plain.api.pod, plain.virtual)],
    expect: passes({ claim: 'observed' }),
    // What was not sent is not known, whatever is written.
    reading: unknown({ claim: 'modelled', says: /kubectl debug/ }),
    never: ['policy.', 'service.', 'dns.', 'tcp.'],
  },
  {
    name: 'healthy-behind-policies',
    ...walled,
    objects: [
      ...walled.objects,
      denyIngress(walled.cache),
      allowRedis(walled.cache, walled.payments),
      denyEgress(walled.payments),
      allowDns(walled.payments),
      allowOut(walled.payments, walled.cache),
    ],
    enforced: [`ip saddr ${walled.redis.address} counter drop`],
    witnesses: [opens(walled.api.pod, walled.virtual)],
    expect: passes({ claim: 'observed' }),
    never: ['policy.', 'service.', 'dns.', 'tcp.'],
  },
  {
    // Each end may do nothing but what it does here; the port is admitted by its name.
    name: 'healthy-behind-odd-policies',
    ...odd,
    objects: [
      ...odd.objects,
      denyIngress(odd.payments),
      denyEgress(odd.cache),
      denyIngress(odd.cache),
      allowRedis(odd.cache, odd.payments, { app: 'api' }, { ports: [{ port: 'redis' }] }),
    ],
    enforced: [`ip saddr ${odd.redis.address} counter drop`, `ip daddr ${odd.api.address} counter drop`],
    witnesses: [
      opens(odd.api.pod, odd.virtual),
      { ...opens(odd.redis.pod, odd.api.address, 8080), ends: 'fails', says: /timed out/ },
      enforced,
    ],
    expect: passes({ claim: 'observed' }),
    never: ['policy.', 'service.', 'dns.', 'tcp.'],
  },
];

/** Nobody is behind the Service, and who were would not be reached. */
export const TWO_FAULTS: Scene = {
  name: 'two-faults-at-once',
  ...two,
  objects: [...two.objects, denyIngress(two.cache)],
  enforced: [two.denied()],
  witnesses: [
    isRefused(two.api.pod, two.virtual),
    { ...opens(two.api.pod, two.redis.address), ends: 'fails', says: /timed out/ },
    enforced,
  ],
  expect: fails('service.no-endpoints', { surfacedAt: 'tcp', claim: 'proven' }),
  reading: fails('service.no-endpoints', { surfacedAt: 'tcp', claim: 'modelled' }),
  never: ['dns.', 'firewall.'],
  // The second is seen as soon as there is somebody to be reached.
  fix: {
    apply: service({
      namespace: two.cache,
      name: 'redis',
      address: two.virtual,
      selector: { app: 'redis' },
      ports: [{ port: 6379 }],
      endpoints: [two.redis],
    }),
    enforced: [two.denied()],
  },
  afterwards: fails('policy.ingress-denied', { surfacedAt: 'tcp', claim: 'proven' }),
};

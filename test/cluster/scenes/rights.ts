import { fails, unknown } from '../../lab/play/expecting.ts';
import type { Scene } from './scene.ts';
import { allowRedis } from './story/allow-redis.ts';
import { denyIngress } from './story/policies.ts';
import { shop } from './story/shop.ts';
import { enforced, isDropped, isRefused } from './witnesses.ts';

const [policies, pods, services, slices, exec] = [
  shop('no-policies-right'),
  shop('no-pods-right'),
  shop('no-services-right'),
  shop('no-slices-right', { service: { selector: { app: 'redis-v2' }, endpoints: [] } }),
  shop('no-exec-right'),
];
const denied = ({ objects, cache, payments, denied: rule, api, virtual }: typeof policies) => ({
  objects: [...objects, denyIngress(cache), allowRedis(cache, payments, { app: 'web' })],
  enforced: [rule()],
  witnesses: [isDropped(api.pod, virtual), enforced],
});

/** What may not be read is unknown with the rule that is missing, and the rest goes on. */
export const RIGHTS: readonly Scene[] = [
  {
    name: 'rights-no-networkpolicies',
    ...policies,
    ...denied(policies),
    lacks: ['networkpolicies'],
    // The symptom is seen, its cause is not.
    expect: fails('tcp.timeout', { claim: 'observed', says: /networkpolicies/ }),
    reading: unknown({ says: /networkpolicies/ }),
    never: ['policy.', 'service.', 'dns.'],
  },
  {
    name: 'rights-no-pods',
    ...pods,
    ...denied(pods),
    lacks: ['pods'],
    expect: unknown({ says: /"?pods/ }),
    reading: unknown({ says: /pods/ }),
    never: ['policy.', 'service.', 'dns.', 'tcp.'],
  },
  {
    name: 'rights-no-services',
    ...services,
    ...denied(services),
    lacks: ['services'],
    expect: fails('tcp.timeout', { claim: 'observed', says: /services/ }),
    reading: unknown({ says: /services/ }),
    never: ['service.', 'dns.'],
  },
  {
    name: 'rights-no-endpointslices',
    ...slices,
    lacks: ['endpointslices'],
    witnesses: [isRefused(slices.api.pod, slices.virtual)],
    expect: fails('service.no-endpoints', { surfacedAt: 'tcp', claim: 'proven' }),
    never: ['policy.', 'dns.'],
  },
  {
    name: 'rights-no-exec',
    ...exec,
    ...denied(exec),
    lacks: ['pods/exec'],
    expect: fails('policy.label-drift', { surfacedAt: 'tcp', claim: 'modelled', says: /pods\/exec|403/ }),
    never: ['service.', 'dns.', 'tcp.'],
  },
];

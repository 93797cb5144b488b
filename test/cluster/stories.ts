import type { Manifest } from './manifest.ts';
import { allowOut, allowRedis } from './scenes/story/allow-redis.ts';
import { allowDns, denyEgress, denyIngress } from './scenes/story/policies.ts';
import { shop } from './scenes/story/shop.ts';

const [well, denied, egress, none] = [
  shop('well'),
  shop('denied'),
  shop('egress'),
  shop('none', { service: { selector: { app: 'redis-v2' }, endpoints: [] } }),
];
/** Questions with an answer each: nothing is wrong, or one thing. */
export const STORIES: readonly {
  name: string;
  target: string;
  source: string;
  objects: readonly Manifest[];
}[] = [
  {
    name: 'nothing is wrong',
    ...well,
    objects: [
      ...well.objects,
      denyIngress(well.cache),
      allowRedis(well.cache, well.payments),
      denyEgress(well.payments),
      allowDns(well.payments),
      allowOut(well.payments, well.cache),
    ],
  },
  {
    name: 'the destination denies',
    ...denied,
    objects: [
      ...denied.objects,
      denyIngress(denied.cache),
      allowRedis(denied.cache, denied.payments, { app: 'web' }),
    ],
  },
  {
    name: 'names may not be asked for',
    ...egress,
    objects: [...egress.objects, denyEgress(egress.payments), allowOut(egress.payments, egress.cache)],
  },
  { name: 'nobody is behind the Service', ...none },
];

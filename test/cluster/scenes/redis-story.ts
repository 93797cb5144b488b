import { fails } from '../../lab/play/expecting.ts';
import type { Scene } from './scene.ts';
import { allowRedis } from './story/allow-redis.ts';
import { denyIngress } from './story/policies.ts';
import { shop } from './story/shop.ts';
import { enforced, isDropped } from './witnesses.ts';

const story = shop('redis', { namespaces: ['payments', 'cache'] });

/**
 * "payments pods can no longer reach redis.cache:6379 since the platform team rolled out default-deny": the rule that was to
 * admit them names another app.
 */
export const REDIS_STORY: Scene = {
  name: 'redis-since-default-deny',
  ...story,
  objects: [...story.objects, denyIngress('cache'), allowRedis('cache', 'payments', { app: 'web' })],
  enforced: [story.denied()],
  witnesses: [isDropped(story.api.pod, story.virtual), enforced],
  expect: fails('policy.label-drift', { surfacedAt: 'tcp', claim: 'proven' }),
  reading: fails('policy.label-drift', { surfacedAt: 'tcp', claim: 'modelled' }),
  never: ['service.', 'dns.', 'firewall.'],
  fix: { printed: true },
};

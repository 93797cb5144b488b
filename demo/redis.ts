import { fileURLToPath } from 'node:url';
import type { Case } from './cases.ts';

/** A walk in a real cluster, as it was recorded. */
export const REDIS_RECORDING = fileURLToPath(new URL('redis.json', import.meta.url));

/** "payments pods can no longer reach redis.cache:6379 since the platform team rolled out default-deny." */
export const REDIS_CASE: Case = {
  title: 'Since default-deny, payments pods cannot reach redis.cache (recorded)',
  tool: 'diagnose',
  input: { target: 'redis.cache.svc.cluster.local:6379', source: 'payments/deploy/api' },
  code: 'policy.label-drift',
};

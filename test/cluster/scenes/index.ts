import { CLUSTER_DNS } from './dns/cluster-dns.ts';
import { OTHER_DNS } from './dns/others.ts';
import { HEALTHY, TWO_FAULTS } from './healthy.ts';
import { BY_PLUGIN } from './policy/by-plugin.ts';
import { EGRESS_DENIED } from './policy/egress.ts';
import { BOTH_SIDES, INGRESS_DENIED } from './policy/ingress.ts';
import { REDIS_STORY } from './redis-story.ts';
import { RIGHTS } from './rights.ts';
import type { Scene } from './scene.ts';
import { ENDPOINTS, PODS_DIFFER } from './service/endpoints.ts';
import { ENTRANCES } from './service/entrances.ts';
import { MESH } from './service/mesh.ts';
import { SERVICES } from './service/service.ts';

/** Every scene of a cluster, in the order of the table. */
export const SCENES: readonly Scene[] = [
  ...HEALTHY,
  REDIS_STORY,
  ...INGRESS_DENIED,
  BOTH_SIDES,
  ...EGRESS_DENIED,
  ...BY_PLUGIN,
  ...CLUSTER_DNS,
  ...OTHER_DNS,
  ...SERVICES,
  ...ENDPOINTS,
  PODS_DIFFER,
  ...ENTRANCES,
  ...MESH,
  TWO_FAULTS,
  ...RIGHTS,
];

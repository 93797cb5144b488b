import * as z from 'zod';
import { ClusterMeta } from './object-meta.ts';

/** Namespace of v1. */
export const Namespace = z.object({ metadata: ClusterMeta });
export type Namespace = z.infer<typeof Namespace>;

import {
  type ClusterObject,
  formatClusterObject,
  parseClusterObject,
} from '../../../core/target/cluster-object.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { type PodAccess, vantageInCluster } from './from-cluster.ts';
import { keptVantages } from './kept-vantages.ts';

/** The vantage that a pod or workload stands for. Throws CannotObserve, or the signal's reason. */
export type FromPods = (
  source: Exclude<ClusterObject, { kind: 'node' }>,
  signal?: AbortSignal,
) => Promise<Vantage>;

const NEVER = new AbortController().signal;

/** Pods as vantages; the probes of one walk share what was found out about a pod. */
export function fromPods(access: PodAccess): FromPods {
  const kept = keptVantages((key, signal) => {
    const source = parseClusterObject(key);
    // The key is that of a pod or workload: written below.
    if (source.kind === 'node') throw new TypeError('A node is no pod.');
    return vantageInCluster(access, source, signal);
  });
  return (source, signal = NEVER) => kept(formatClusterObject(source), signal);
}

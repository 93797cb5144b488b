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
  kubeContext?: string,
) => Promise<Vantage>;

const NEVER = new AbortController().signal;

/** Pods as vantages; the probes of one walk share what was found out about a pod. */
export function fromPods(access: PodAccess): FromPods {
  const kept = keptVantages((key, signal) => {
    const at = key.lastIndexOf(' ');
    const source = parseClusterObject(key.slice(at + 1));
    // The key is that of a pod or workload: written below.
    if (source.kind === 'node') throw new TypeError('A node is no pod.');
    return vantageInCluster(access, source, signal, at === -1 ? undefined : key.slice(0, at));
  });
  return (source, signal = NEVER, kubeContext) => {
    const object = formatClusterObject(source);
    return kept(kubeContext === undefined ? object : `${kubeContext} ${object}`, signal);
  };
}

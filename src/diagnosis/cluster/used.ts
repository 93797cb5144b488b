import type { ClusterMeta } from '../../core/kubernetes/object-meta.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Event } from '../../core/kubernetes/event.ts';

/** The objects of the cluster on which a verdict rests. */
export interface UsedObjects {
  /** What a person would change, by name. `decides`: it is of the layer that the verdict names. */
  readonly objects: readonly {
    readonly name: string;
    readonly metadata: ClusterMeta;
    readonly decides: boolean;
  }[];
  /** Pods of one workload at one end. */
  readonly pods: readonly { readonly name: string; readonly pods: readonly Pod[] }[];
  readonly events: readonly Event[];
}

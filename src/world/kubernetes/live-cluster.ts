import type { Kubernetes } from '../../core/world/kubernetes.ts';
import type { Place } from '../vantage/pod/place.ts';
import type { PodExec } from '../vantage/pod/pod-exec.ts';
import { connections, type LiveOptions } from './connections.ts';
import { podExec } from './exec.ts';
import { liveKubernetes } from './live-kubernetes.ts';

/** A cluster that can be read, and, where start-up allows it, looked from by exec in its pods. */
export interface LiveCluster {
  readonly kubernetes: Kubernetes;
  /** `context`: of the kubeconfig; absent: the usual one. */
  readonly exec: (place: Place, context?: string) => PodExec;
}

/** Both over the same connections. Reads and starts nothing before it is asked. */
export function liveCluster(options: LiveOptions): LiveCluster {
  const connect = connections(options);
  return {
    kubernetes: liveKubernetes(options, connect),
    exec: (place, context) => podExec(() => connect(context), place),
  };
}

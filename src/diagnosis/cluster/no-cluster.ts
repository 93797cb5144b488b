import { CannotObserve } from '../../core/cannot-observe.ts';
import { readFix } from '../../core/kubernetes/read-fix.ts';
import { formatSource, parseSource } from '../../core/target/source.ts';

/** What stands in the way of a question about a source in a cluster where none is configured: the first thing to mend. */
export const noCluster = (source: string): CannotObserve =>
  new CannotObserve(
    'missing',
    `${formatSource(parseSource(source))} is in a cluster, and no cluster is configured: there is no kubeconfig, and this is not a pod.`,
    readFix({ reason: 'no-cluster' }),
  );

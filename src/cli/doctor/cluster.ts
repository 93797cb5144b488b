import { resources } from '../../core/kubernetes/resources.ts';
import type { Kubernetes, ReadFailure, Whereabouts } from '../../core/world/kubernetes.ts';
import type { Line } from './line.ts';

/** Which cluster would be asked, and what came of one small question; absent when there is none to ask. */
export interface ClusterSight extends Whereabouts {
  readonly failure?: ReadFailure;
}

/** Asks the API server for one namespace. Changes nothing, and says what came of it. */
export async function clusterSight(kubernetes: Kubernetes, signal: AbortSignal): Promise<ClusterSight> {
  const where = await kubernetes.where();
  const answer = await kubernetes.list({ resource: resources.namespaces, limit: 1 }, signal);
  return answer.status === 'ok' ? where : { ...where, failure: answer };
}

/** The line about the cluster. */
export function clusterLine(sight: ClusterSight | { readonly error: string }): Line {
  if ('error' in sight) return { mark: 'no', name: 'cluster', says: sight.error };
  const { context, server, failure } = sight;
  const which = context === undefined ? '' : `context ${context}, ${server ?? ''}: `;
  if (!failure) return { mark: 'yes', name: 'cluster', says: `${which}answers` };
  const said = failure.said === undefined ? '' : ` (it says: ${failure.said})`;
  const permitted = failure.reason === 'forbidden';
  return {
    mark: permitted ? 'note' : 'no',
    name: 'cluster',
    says: permitted
      ? `${which}answers, but does not permit to list namespaces: deploy/rbac.yaml has what is needed`
      : `${which}${failure.message}${said}`,
  };
}

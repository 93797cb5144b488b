import { resources } from '../../../core/kubernetes/resources.ts';
import type { Context } from '../../../core/tool.ts';
import type { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';
import type { EndpointSeen } from './observation.ts';
import { outcomeOf } from './outcome.ts';
import { readyEndpoints } from './ready-endpoints.ts';

/**
 * The endpoints without those that failed while others answered and that are no longer ready: a pod that a roll-out has just ended is
 * no broken endpoint. One request, and only where some fail and some do not; where it is not answered, all stay.
 */
export async function stillReady(
  { world, signal }: Context,
  endpoints: readonly EndpointSeen[],
  read: ServiceSeen,
  { port, context }: { readonly port: number; readonly context: string | undefined },
): Promise<EndpointSeen[]> {
  const failing = endpoints.filter((one) => outcomeOf(one) === 'fails');
  const meta = read.service?.object?.metadata;
  if (failing.length === 0 || failing.length === endpoints.length || !meta) return [...endpoints];
  const now = await world.kubernetes.list(
    {
      context,
      resource: resources.endpointSlices,
      namespace: meta.namespace,
      labelSelector: `kubernetes.io/service-name=${meta.name}`,
    },
    signal,
  );
  if (now.status === 'failed') return [...endpoints];
  const slices = { objects: [...now.objects], found: now.objects.length };
  const ready = new Set(readyEndpoints({ ...read, slices }, port)?.endpoints.map(({ address }) => address));
  return endpoints.filter((one) => outcomeOf(one) !== 'fails' || ready.has(one.address));
}

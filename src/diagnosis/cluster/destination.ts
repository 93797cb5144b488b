import * as z from 'zod';
import { formatIp } from '../../core/address/ip.ts';
import { isPrivate } from '../../core/address/policy.ts';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { resources } from '../../core/kubernetes/resources.ts';
import { formatClusterObject } from '../../core/target/cluster-object.ts';
import { parseSource, type Source } from '../../core/target/source.ts';
import type { Target } from '../../core/target/target.ts';
import type { Context } from '../../core/tool.ts';
import { Whereabouts } from '../../core/world/kubernetes.ts';

/** What the target is to the cluster that is asked. */
export const Destination = z.object({
  cluster: Whereabouts,
  /** The Service behind the name or the address. It may be missing: that is for service_audit to judge. */
  service: z.object({ namespace: ObjectName, name: ObjectName }).optional(),
  /** The end that policies are judged for, as netpol_audit takes it; absent where only DNS knows the address. */
  end: z.string().optional(),
});
export type Destination = z.infer<typeof Destination>;

/**
 * Finds out what a target is to the cluster: as few requests as the way it is written allows, and none for what can only be
 * outside. Undefined where no end can be in a cluster.
 */
export async function findDestination(
  context: Context,
  target: Target,
  asked: { readonly source?: string | undefined; readonly kubeContext?: string | undefined },
): Promise<Destination | undefined> {
  const { steps, world } = context;
  const inside = asked.source !== undefined && isInside(parseSource(asked.source));
  const outside = !mayBeInside(target, inside);
  // A pod asks the cluster's DNS for what is outside, and its policies hold there too.
  if (outside && !inside) return undefined;
  return steps.observe('diagnose', { target: target.text, part: 'destination' }, async () => {
    const cluster = await world.kubernetes.where(asked.kubeContext);
    if (cluster.source === 'none' || outside) return { cluster };
    return { cluster, ...(await among(context, target, asked.kubeContext)) };
  });
}

/** A name of two labels, or an address, is the cluster's only to who asks from inside. */
function mayBeInside(target: Target, asksFromInside: boolean): boolean {
  if (target.kind !== 'endpoint') return target.kind !== 'aws';
  if (target.service?.certainty === 'certain') return true;
  return asksFromInside && (target.service !== undefined || target.address !== undefined);
}

type Found = Omit<Destination, 'cluster'>;

async function among(context: Context, target: Target, kubeContext: string | undefined): Promise<Found> {
  if (target.kind === 'aws') return {};
  if (target.kind !== 'endpoint') {
    const { text: _text, port: _port, ...object } = target;
    const isService = object.kind === 'workload' && object.workload === 'Service';
    return isService ? ofService(object.namespace, object.name) : { end: formatClusterObject(object) };
  }
  const { service, address } = target;
  if (service) {
    const sure = service.certainty === 'certain' || (await isOfCluster(context, service, kubeContext));
    return sure ? ofService(service.namespace, service.name) : {};
  }
  if (!address) return {};
  const text = formatIp(address);
  return (isPrivate(text) && (await serviceAt(context, text, kubeContext))) || { end: text };
}

/** Whether a source is known by its place in a cluster. */
export const isInside = ({ kind }: Source): boolean =>
  kind === 'pod' || kind === 'workload' || kind === 'node';

const ofService = (namespace: string, name: string): Found => ({
  service: { namespace, name },
  end: `${namespace}/svc/${name}`,
});

/** `redis.cache` is a Service's name where there is such a Service, or at least a namespace of that name. */
async function isOfCluster(
  { world, signal }: Context,
  { namespace, name }: { namespace: string; name: string },
  context: string | undefined,
): Promise<boolean> {
  const answers = await Promise.all([
    world.kubernetes.get({ context, resource: resources.services, namespace, name }, signal),
    world.kubernetes.get({ context, resource: resources.namespaces, name: namespace }, signal),
  ]);
  return answers.some(({ status }) => status === 'ok');
}

/** The Service that has a virtual address; asked only where no pod has it. There is no field selector for it. */
async function serviceAt(
  { world, signal }: Context,
  address: string,
  context: string | undefined,
): Promise<Found | undefined> {
  const fieldSelector = `status.podIP=${address}`;
  const pods = await world.kubernetes.list({ context, resource: resources.pods, fieldSelector }, signal);
  if (pods.status === 'ok' && pods.objects.length > 0) return undefined;
  const services = await world.kubernetes.list({ context, resource: resources.services }, signal);
  if (services.status === 'failed') return undefined;
  const found = services.objects.find(({ spec }) => spec.clusterIPs.includes(address));
  return found && ofService(found.metadata.namespace, found.metadata.name);
}

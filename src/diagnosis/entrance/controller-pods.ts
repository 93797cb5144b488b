import type { Pod } from '../../core/kubernetes/pod.ts';
import { isFinished, isModelled, isReady, isTerminating } from '../../core/kubernetes/pod-state.ts';
import { resources } from '../../core/kubernetes/resources.ts';
import { isLabelKey, isLabelValue, type Labels } from '../../core/kubernetes/labels.ts';
import type { Service } from '../../core/kubernetes/service.ts';
import type { Context } from '../../core/tool.ts';
import { controllerLabels, isOutside } from './controller-class.ts';
import type { Controller, Entrance } from './entrances.ts';

type Asking = Pick<Context, 'world' | 'signal'>;

/**
 * The pods that pass requests on for an entrance: those behind the Service whose address the Ingress carries; else those that
 * the controller of its class, or the Gateway, is known to label. Undefined where none of that leads to pods.
 */
export async function controllerPods(
  asking: Asking,
  entrance: Entrance,
  port: number,
  context: string | undefined,
): Promise<Controller | undefined> {
  if (entrance.kind === 'HTTPRoute') return ofGateways(asking, entrance, context);
  const { className } = entrance;
  const [byAddress, found] = await Promise.all([
    entrance.addresses.length > 0 ? serviceAt(asking, entrance.addresses, port, context) : undefined,
    className === undefined ? undefined : ingressClass(asking, className, context),
  ]);
  const controller = found?.spec.controller;
  if (controller !== undefined && isOutside(controller)) return { found: 0, outside: true };
  if (byAddress) {
    const { namespace, name } = byAddress.metadata;
    const behind = await podsBy(asking, byAddress.spec.selector, namespace, context);
    if (behind) return { ...behind, service: { namespace, name } };
  }
  const labels = controller === undefined ? undefined : controllerLabels(controller);
  return labels && podsBy(asking, labels, undefined, context);
}

async function ofGateways(
  asking: Asking,
  { gateways }: Entrance,
  context: string | undefined,
): Promise<Controller | undefined> {
  for (const { namespace, name } of gateways) {
    // GEP-1762: what is made for a Gateway in the cluster carries its name. Envoy Gateway keeps it in a namespace of its own.
    const found =
      (await podsBy(asking, { 'gateway.networking.k8s.io/gateway-name': name }, namespace, context)) ??
      (await podsBy(
        asking,
        {
          'gateway.envoyproxy.io/owning-gateway-name': name,
          'gateway.envoyproxy.io/owning-gateway-namespace': namespace,
        },
        undefined,
        context,
      ));
    if (found) return found;
  }
  return undefined;
}

async function ingressClass({ world, signal }: Asking, name: string, context: string | undefined) {
  const read = await world.kubernetes.get({ context, resource: resources.ingressClasses, name }, signal);
  return read.status === 'ok' ? read.objects[0] : undefined;
}

/** The one Service with a selector that has one of the addresses, and the port where several share them. */
async function serviceAt(
  { world, signal }: Asking,
  addresses: readonly string[],
  port: number,
  context: string | undefined,
): Promise<Service | undefined> {
  const read = await world.kubernetes.list({ context, resource: resources.services }, signal);
  if (read.status === 'failed') return undefined;
  const having = read.objects.filter(
    ({ spec, status }) =>
      Object.keys(spec.selector).length > 0 &&
      [...status.loadBalancer.ingress.map(({ ip }) => ip), ...spec.externalIPs, ...spec.clusterIPs].some(
        (one) => one !== undefined && addresses.includes(one),
      ),
  );
  const [only] = having;
  if (having.length <= 1) return only;
  const listening = having.filter(({ spec }) => spec.ports.some((one) => one.port === port));
  return listening.length === 1 ? listening[0] : undefined;
}

async function podsBy(
  { world, signal }: Asking,
  labels: Labels,
  namespace: string | undefined,
  context: string | undefined,
): Promise<Controller | undefined> {
  const pairs = Object.entries(labels);
  if (pairs.length === 0 || !pairs.every(([key, value]) => isLabelKey(key) && isLabelValue(value)))
    return undefined;
  const labelSelector = pairs.map(([key, value]) => `${key}=${value}`).join(',');
  const read = await world.kubernetes.list(
    { context, resource: resources.pods, labelSelector, ...(namespace !== undefined && { namespace }) },
    signal,
  );
  if (read.status === 'failed') return undefined;
  const running = read.objects.filter((pod) => !isFinished(pod) && !isTerminating(pod));
  const best = running.find(usable) ?? running[0];
  return best && { found: running.length, pod: nameOf(best) };
}

const usable = (pod: Pod): boolean => isReady(pod) || isModelled(pod);

const nameOf = ({ metadata }: Pod): { namespace: string; name: string } => ({
  namespace: metadata.namespace,
  name: metadata.name,
});

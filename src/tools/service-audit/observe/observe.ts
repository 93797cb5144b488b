import { CannotObserve } from '../../../core/cannot-observe.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Look } from '../../../core/tool.ts';
import { parseEntrance } from '../entrance/entrance-ref.ts';
import { routed } from '../entrance/routed.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import type { ServiceRef } from '../service-ref.ts';
import { absent } from './absent.ts';
import { type Ask, asking } from './ask.ts';
import { behind } from './behind.ts';
import { observeEntrance } from './entrance.ts';
import { observeMesh } from './mesh.ts';
import { sourceNodes } from './source-nodes.ts';

/**
 * Reads the Service, by itself or as the one that an Ingress or HTTPRoute sends to, and its endpoints; then only what explains
 * them. Throws CannotObserve where there is no cluster to ask at all.
 */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const ref = parseEntrance(input.service);
  const ask = asking(look, input);
  look.progress(`read ${ref.kind} ${ref.namespace}/${ref.name}`);
  const entrance = ref.kind === 'Service' ? undefined : await observeEntrance(ask, ref, input);
  const to = entrance ? routed(entrance, input)?.to : ref;
  const seen = to ? await observeService(ask, to, input) : {};
  const failure = seen.service?.failure ?? entrance?.ingress?.failure ?? entrance?.route?.failure;
  if (failure && NOTHING.includes(failure.reason))
    throw new CannotObserve('missing', failure.message, readFix(failure));
  return {
    cluster: await look.world.kubernetes.where(input.context),
    requests: ask.requests(),
    ...(entrance && { entrance }),
    ...seen,
  };
}

async function observeService(
  ask: Ask,
  { namespace, name }: ServiceRef,
  input: Input,
): Promise<Partial<Observation>> {
  const [service, slices, source] = await Promise.all([
    ask.get(resources.services, namespace, name),
    ask.list(resources.endpointSlices, { namespace, labelSelector: `kubernetes.io/service-name=${name}` }),
    sourceNodes(ask, input.source),
  ]);
  const { failure, object } = service;
  const missing = failure?.reason === 'not-found' || failure?.reason === 'not-in-files';
  const more = missing
    ? { absent: await absent(ask, namespace, name) }
    : object
      ? await behind(ask, object, input)
      : {};
  const pods = 'pods' in more ? (more.pods?.objects ?? []) : [];
  const mesh = source ? await observeMesh(ask, namespace, pods, source.sample) : undefined;
  return {
    service,
    ...(object && { slices }),
    ...(source && { source }),
    ...(mesh && { mesh }),
    ...more,
  };
}

/** Reasons that keep every question from being answered. */
const NOTHING: readonly string[] = ['no-cluster', 'no-such-context', 'credentials'];

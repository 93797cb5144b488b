import { CannotObserve } from '../../../core/cannot-observe.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Look } from '../../../core/tool.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { parseServiceRef } from '../service-ref.ts';
import { absent } from './absent.ts';
import { asking } from './ask.ts';
import { behind } from './behind.ts';
import { sourceNodes } from './source-nodes.ts';

/**
 * Reads the Service and its endpoints; then only what explains them. Throws CannotObserve where there is no cluster to ask at
 * all.
 */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const { namespace, name } = parseServiceRef(input.service);
  const ask = asking(look, input);
  look.progress(`read Service ${namespace}/${name}`);
  const [service, slices, source] = await Promise.all([
    ask.get(resources.services, namespace, name),
    ask.list(resources.endpointSlices, { namespace, labelSelector: `kubernetes.io/service-name=${name}` }),
    sourceNodes(ask, input.source),
  ]);
  const { failure, object } = service;
  if (failure && NOTHING.includes(failure.reason))
    throw new CannotObserve('missing', failure.message, readFix(failure));
  const missing = failure?.reason === 'not-found' || failure?.reason === 'not-in-files';
  const more = missing
    ? { absent: await absent(ask, namespace, name) }
    : object
      ? await behind(ask, object, input)
      : {};
  return {
    cluster: await look.world.kubernetes.where(input.context),
    requests: ask.requests(),
    service,
    ...(object && { slices }),
    ...(source && { source }),
    ...more,
  };
}

/** Reasons that keep every question from being answered. */
const NOTHING: readonly string[] = ['no-cluster', 'no-such-context', 'credentials'];

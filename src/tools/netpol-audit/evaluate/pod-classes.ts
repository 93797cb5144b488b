import type { Case } from './case.ts';
import { isOver } from '../model/pod-party.ts';
import { type Named, named } from './ends.ts';
import { lastingLabels } from '../workload-of.ts';

/** One pod for all that no policy tells apart: of one namespace, with the same lasting labels, named ports and network. */
export function podClasses(about: Case): Named[] {
  const kept = new Map<string, Named>();
  for (const pod of about.seen.pods) {
    if (isOver(pod)) continue;
    const one = named(about, pod);
    if (one.party.kind !== 'pod') continue;
    const { namespace, labels, hostNetwork, namedPorts } = one.party;
    const key = JSON.stringify([namespace, lastingLabels(labels), hostNetwork, namedPorts]);
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
}

import type { PodFacts } from '../pod-facts.ts';
import type { Chain } from './outcome.ts';
import { rangeText } from './range.ts';

/** A pod whose address no interface has. */
export interface HiddenPod {
  readonly address: string;
  readonly pod: NonNullable<PodFacts['pod']>;
}

/**
 * The first end that is a pod's address and on no interface: its packets travel inside those of its node, as those of an overlay do, or
 * leave with the address of its node. What groups, ACLs and routes say of the address itself says nothing then.
 */
export function hiddenPod(chains: readonly Chain[], pods: readonly PodFacts[] = []): HiddenPod | undefined {
  const outside = chains
    .flatMap(({ source, destination }) => [source, destination])
    .filter(({ kind }) => kind === 'outside')
    .map(({ range }) => rangeText(range));
  for (const { address, pod } of pods) if (pod && outside.includes(address)) return { address, pod };
  return undefined;
}

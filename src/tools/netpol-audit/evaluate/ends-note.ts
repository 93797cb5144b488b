import { podAddresses } from '../../../core/kubernetes/pod.ts';
import type { Named } from './ends.ts';
import type { Pair } from './pairs.ts';
import { counted } from './wording.ts';

/** The pods that were judged, with their addresses and nodes: `Judged: payments/api-7d9f (10.1.4.7, node a) to …`. */
export function endsNote(pairs: readonly Pair[]): string[] {
  const [first] = pairs;
  if (!first || !first.source.pod || !first.destination.pod) return [];
  const more = new Set(pairs.map(({ source, destination }) => `${source.name} ${destination.name}`)).size - 1;
  const others = more === 0 ? '' : ` and ${counted(more, 'more pair', 'more pairs')}`;
  return [`Judged: ${placed(first.source)} to ${placed(first.destination)}${others}.`];
}

function placed({ name, pod }: Named): string {
  if (!pod) return name;
  const { nodeName } = pod.spec;
  const where = [...podAddresses(pod), ...(nodeName === undefined ? [] : [`node ${nodeName}`])];
  return where.length === 0 ? name : `${name} (${where.join(', ')})`;
}

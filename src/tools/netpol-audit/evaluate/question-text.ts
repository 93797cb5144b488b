import type { Direction } from '../model/policy.ts';
import type { Case } from './case.ts';
import type { Named } from './ends.ts';
import type { Pair } from './pairs.ts';
import { counted, listed } from './wording.ts';
import { selectingLabels } from './remedy/selecting-labels.ts';

/** The port at the pods: "6379/TCP", or several where backends differ; the family where only one of several is meant. */
export function askedPort(pairs: readonly Pair[], of: readonly Pair[] = pairs): string {
  const families = (some: readonly Pair[]) => [...new Set(some.map(({ judged }) => judged.flow.family))];
  const own = families(pairs);
  const over = own.length < families(of).length ? ` over ${listed(own.map((one) => `IPv${one ?? ''}`))}` : '';
  return `${listed(pairs.map(({ judged: { flow } }) => `${flow.port}/${flow.protocol}`))}${over}`;
}

/** One end as asked, with its labels, and how many pods that is. */
export function endText(about: Case, which: 'source' | 'destination', pairs: readonly Pair[]): string {
  const ends = [...new Map(pairs.map((pair) => [pair[which].name, pair[which]])).values()];
  const [first] = ends;
  if (!first) return 'nobody';
  if (ends.length === 1) return `${first.name}${labelsText(about, first)}`;
  return `${about.input[which] ?? 'several'}${labelsText(about, first)}, ${counted(ends.length, 'pod', 'pods')}`;
}

function labelsText(about: Case, end: Named): string {
  const labels = Object.entries(selectingLabels(about, end));
  if (end.party.kind !== 'pod' || labels.length === 0 || end.pod === undefined) return '';
  return ` (${labels.map(([key, value]) => `${key}=${value}`).join(',')})`;
}

/** What a person could look at: the side that is judged. */
export const testOf = ({ input }: Case, direction: Direction, pair: Pair): string =>
  direction === 'ingress'
    ? `ingress to ${pair.destination.name} from ${input.source ?? pair.source.name}`
    : `egress from ${pair.source.name} to ${input.destination ?? pair.destination.name}`;

import type { Explanation } from './case.ts';
import { listed } from './wording.ts';

/** What some addresses do, as a clause: "10.0.0.7 refuses: a reset came back", "10.0.0.7: no answer, packets are dropped". */
export function whatTheyDo(
  addresses: readonly string[],
  { clause, refuses }: Pick<Explanation, 'clause' | 'refuses'>,
): string {
  const who = listed(addresses);
  if (refuses === undefined) return `${who}: ${clause}`;
  return `${who} ${addresses.length === 1 ? 'refuses' : 'refuse'}: ${clause}`;
}

import type { Case } from './case.ts';
import type { Result } from './result.ts';

/**
 * Results without those of a family that the vantage does not have at all: its clients fall back at once, so it is no
 * finding while the other family is there to be judged.
 */
export function familyThatIsNotHere(
  { seen }: Case,
  results: readonly Result[],
): { counting: readonly Result[]; note?: string } {
  for (const family of [6, 4] as const) {
    const absent = seen.host !== undefined && !(family === 6 ? seen.host.ipv6 : seen.host.ipv4);
    const of = results.filter((result) => result.family === family);
    const unsendable = of.every((result) => result.failure === 'no-route' || lacksAddress(result));
    if (!absent || of.length === 0 || of.length === results.length || !unsendable) continue;
    return {
      counting: results.filter((result) => result.family !== family),
      note: `This vantage has no IPv${family}, so ${of.map(({ address }) => address).join(', ')} could not be tried; its clients use the other family.`,
    };
  }
  return { counting: results };
}

/** With IPv6 switched off, connect(2) finds no source address. */
const lacksAddress = ({ state, seen }: Result): boolean =>
  state === 'blind' && seen.tries.every(({ errno }) => errno === 'EADDRNOTAVAIL');

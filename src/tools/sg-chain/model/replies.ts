import type { Judged } from './checkpoint.ts';
import type { Estate } from './estate.ts';
import { findPassage } from './passage/find-passage.ts';
import type { Outside, Place } from './place.ts';

/** Replies to the internet must leave by the internet gateway that the packet came in by. */
export function replies(estate: Estate, destination: Place, source: Outside): Judged[] {
  const passage = findPassage(estate, destination, source);
  if (!source.internet || passage.way === 'internet' || passage.way === 'elsewhere') {
    return passage.judged.filter(({ kind }) => kind === 'route' || !source.internet);
  }
  const [route] = passage.judged;
  if (!route || route.verdict !== 'allow') return [...passage.judged];
  return [
    {
      ...route,
      verdict: 'deny',
      code: 'firewall.public-access-blocked',
      said: `${destination.subnet} is a private subnet: ${route.resource} sends replies to ${passage.target ?? 'elsewhere'}, not to an internet gateway`,
      advice:
        'Put what is to be reached from the internet into a subnet whose default route is an internet gateway.',
    },
  ];
}

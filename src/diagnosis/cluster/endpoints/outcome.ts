import type { Try } from '../../../tools/tcp-probe/observation.ts';
import type { EndpointSeen } from './observation.ts';

/** `mixed`: some tries opened and some failed. `untold`: none left the source, so nothing is known of the endpoint. */
export type Outcome = 'accepts' | 'fails' | 'mixed' | 'untold';

/** Ends that the source itself made: no packet left, or a limit of ours. */
const UNTOLD: readonly Try['outcome'][] = ['no-route', 'not-permitted', 'exhausted', 'not-allowed', 'error'];

/** The tries that say something of the other end. */
export const telling = (tries: readonly Try[]): Try[] =>
  tries.filter(({ outcome }) => !UNTOLD.includes(outcome));

/** What the tries of one endpoint come to. An accepted connection that is reset at once is none. */
export function outcomeOf({ tries }: Pick<EndpointSeen, 'tries'>): Outcome {
  const told = telling(tries);
  const opened = told.filter(({ outcome }) => outcome === 'open').length;
  if (told.length === 0) return 'untold';
  if (opened === told.length) return 'accepts';
  return opened === 0 ? 'fails' : 'mixed';
}

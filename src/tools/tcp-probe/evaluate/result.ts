import { parseIp } from '../../../core/address/ip.ts';
import type { AddressSeen, Heard, Try } from '../observation.ts';
import { GREETING_MS, speaksFirst } from '../speaks-first.ts';

/** What the tries of one address come to. */
export interface Result {
  readonly seen: AddressSeen;
  readonly address: string;
  readonly family: 4 | 6;
  /** All that say something about the target, the quiet one and the second listening one among them. */
  readonly tries: readonly Try[];
  readonly opened: readonly Try[];
  /**
   * `accepts`: connections open. `resets`, `silent`: they open and come to nothing. `fails`: none opens. `blind`: each was
   * ended by a limit of our own.
   */
  readonly state: 'accepts' | 'resets' | 'silent' | 'fails' | 'blind';
  /** Of `fails`: how most tries ended. */
  readonly failure: Failed | undefined;
}
type Failed = 'refused' | 'unreachable' | 'no-route' | 'timeout';

// Without silence; what says most comes first, and decides a tie.
const FAILURES: readonly Failed[] = ['refused', 'unreachable', 'no-route'];
const BLIND: readonly Try['outcome'][] = ['exhausted', 'not-permitted', 'not-allowed', 'error'];

/** Sums up one address on one port. */
export function resultOf(seen: AddressSeen, port: number): Result {
  const all = [...seen.tries, ...(seen.again ? [seen.again.dial] : []), ...(seen.quiet ? [seen.quiet] : [])];
  const tries = all.filter(({ outcome }) => !BLIND.includes(outcome));
  const opened = tries.filter(({ outcome }) => outcome === 'open' || outcome === 'reset');
  const state = opened.length > 0 ? whatCame(seen, port) : tries.length > 0 ? 'fails' : 'blind';
  return {
    seen,
    address: seen.address,
    family: parseIp(seen.address)?.family ?? 4,
    tries,
    opened,
    state,
    failure: state === 'fails' ? mostOften(tries) : undefined,
  };
}

function whatCame(seen: AddressSeen, port: number): 'accepts' | 'resets' | 'silent' {
  const listened = listeners(seen);
  if (listened.length > 0 && listened.every(isReset)) return 'resets';
  const awaited = speaksFirst(port) !== undefined;
  const silent = ({ heard }: Listener): boolean =>
    heard.outcome === 'silent' && heard.ms >= GREETING_MS * 0.95;
  return awaited && listened.length > 0 && listened.every(silent) ? 'silent' : 'accepts';
}

/** A connection that listened, and its attempt. */
export interface Listener {
  readonly dial: Try;
  readonly heard: Heard;
}

/** The connections to an address that opened and listened. */
export function listeners({ tries, heard, again }: AddressSeen): Listener[] {
  const [first] = tries;
  const all = [...(first ? [{ dial: first, heard }] : []), ...(again ? [again] : [])];
  return all.filter(({ dial }) => dial.outcome === 'open' || dial.outcome === 'reset');
}

/** Whether a reset ended it before a byte came: at once, or while it listened. */
export const isReset = ({ dial, heard }: Listener): boolean =>
  dial.outcome === 'reset' || heard.outcome === 'reset';

/** Any answer says more than silence: routers limit how many ICMP errors they send (RFC 1812 section 4.3.2.8). */
function mostOften(tries: readonly Try[]): Failed {
  const count = (failure: Failed): number => tries.filter(({ outcome }) => outcome === failure).length;
  const answered = FAILURES.filter((failure) => count(failure) > 0);
  return answered.toSorted((a, b) => count(b) - count(a))[0] ?? 'timeout';
}

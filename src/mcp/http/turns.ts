import { callGate, type Gate } from '../call/gate.ts';
import { TokenBucket } from '../call/token-bucket.ts';
import { CALLS_OF_ALL, CALLS_OF_ONE, REQUESTS } from './limits.ts';

/** Without tokens a client is an address, and those are many: the one that came first is forgotten. */
const REMEMBERED = 256;

/** What one client may still do. */
export interface Turns {
  readonly calls: Gate;
  readonly requests: TokenBucket;
}

/** The turns of each client, with at most so many `requests`. A call needs its client's turn and that of all. */
export function turnsByClient(requests = REQUESTS): (client: string) => Turns {
  const all = callGate(CALLS_OF_ALL);
  const known = new Map<string, Turns>();
  return (client) => {
    const before = known.get(client);
    if (before) return before;
    const turns = { calls: both(callGate(CALLS_OF_ONE), all), requests: new TokenBucket(requests) };
    known.set(client, turns);
    for (const [first] of known) {
      if (known.size <= REMEMBERED) break;
      known.delete(first);
    }
    return turns;
  };
}

/** A gate behind a gate. */
const both = (outer: Gate, inner: Gate): Gate => ({
  async enter(signal) {
    const leaveOuter = await outer.enter(signal);
    try {
      const leaveInner = await inner.enter(signal);
      return () => {
        leaveInner();
        leaveOuter();
      };
    } catch (error) {
      leaveOuter();
      throw error;
    }
  },
});

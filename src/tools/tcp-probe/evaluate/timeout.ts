import type { Try } from '../observation.ts';
import type { Case, Explanation } from './case.ts';
import { interfaceTo, isOwn, ownListeners } from './own-host.ts';
import type { Result } from './result.ts';
import { counted, duration, tally } from './wording.ts';

/** A drop is known after three SYNs and three round trips; TCP itself takes a second for long at first (RFC 6298). */
const SYNS = 3;
const LEAST_WAIT_MS = 1_000;
/** Neighbour discovery at a router takes three seconds; only then does it say that the host is dead. */
const ROUTERS_ANSWER_MS = 3_200;

/** Why nothing came back from an address. */
export function explainTimeout(about: Case, result: Result): Explanation {
  const overflow = explainOverflow(about, result);
  if (overflow) return overflow;
  const waited = Math.max(...result.tries.map(({ ms }) => ms));
  const syns = result.tries.reduce((sum, one) => sum + synsOf(one), 0);
  const tried = `${result.address}: ${tally(result.tries)}; at least ${counted(syns, 'SYN', 'SYNs')}, longest wait ${duration(waited)}`;
  if (syns < SYNS || waited < LEAST_WAIT_MS) {
    return {
      code: null,
      clause: `no answer in ${duration(waited)}, too short to call it a drop`,
      evidence: [tried],
      fix: 'Ask again with a timeout of 3500 ms and 3 attempts.',
    };
  }
  const by = interfaceTo(about, result.address);
  return {
    code: 'tcp.timeout',
    clause: 'no answer, packets are dropped',
    evidence: [
      tried,
      waited < ROUTERS_ANSWER_MS
        ? 'no SYN-ACK and no ICMP error came back; a router that finds a host dead says so after 3 s only'
        : 'no SYN-ACK and no ICMP error came back',
      ...(by && !by.own ? [`the route leaves by ${by.name}`] : []),
    ],
    ...(isOwn(about, result.address) && {
      fix: 'The address is this host’s own: look at its firewall, and at the accept queue of the listener (ss -ltn).',
    }),
  };
}

/** SYNs that a try surely sent: as the kernel counted them, else by the slowest schedule (0, 1, 3, 7 s). */
function synsOf({ outcome, ms, synsSent }: Try): number {
  if (outcome !== 'timeout') return 0;
  return synsSent ?? [0, 1_000, 3_000, 7_000].filter((at) => at < ms).length;
}

/** The accept queue of a listener on this host, when its row and the kernel's counter both say that it is full. */
export function explainOverflow(about: Case, { address, seen }: Result): Explanation | undefined {
  const counters = seen.quiet?.counters;
  const queue = ownListeners(about, address)?.here.find(({ backlog }) => backlog > 0);
  if (!queue || !counters || counters.overlapped || counters.listenOverflows === 0) return undefined;
  const waiting = counted(queue.backlog, 'connection waits', 'connections wait');
  return {
    code: 'tcp.backlog-full',
    clause: 'no new connection is accepted, the accept queue is full',
    evidence: [
      `${waiting} to be accepted on ${queue.address} port ${about.port.port} (/proc/net/tcp)`,
      `the kernel counted ${counted(counters.listenOverflows, 'overflow', 'overflows')} of a listener during one try`,
    ],
  };
}

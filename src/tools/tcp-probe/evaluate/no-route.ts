import type { Case, Explanation } from './case.ts';
import type { Result } from './result.ts';

const MEANS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENETUNREACH: 'no route leads there',
    EHOSTUNREACH: 'an "unreachable" route covers it',
    EINVAL: 'a "blackhole" route covers it',
    EACCES: 'a "prohibit" route covers it',
    EAFNOSUPPORT: 'this host has no IPv6',
  }),
);

/** Why connect(2) itself failed: nothing was sent. */
export function explainNoRoute(about: Case, result: Result): Explanation {
  const { address, seen, family } = result;
  const errno = [...result.tries, ...seen.tries].find((one) => one.local)?.errno ?? 'ENETUNREACH';
  const counters = seen.quiet?.counters;
  // The kernel counts a missing route, and refuses TCP to a broadcast address without counting one.
  const broadcast = errno === 'ENETUNREACH' && counters?.overlapped === false && counters.noRoutes === 0;
  const means = broadcast
    ? 'it is a broadcast address here'
    : (MEANS.get(errno) ?? 'its route does not allow it');
  return {
    code: 'tcp.no-route',
    clause: `no way from this host, ${means}`,
    evidence: [`${address}: ${errno} at once, from this host’s own kernel; no packet was sent`],
    fix: broadcast
      ? 'Send the address of a host, not of a whole network.'
      : {
          summary: 'Correct the route table of this host.',
          command: `ip ${family === 6 ? '-6 ' : ''}route get ${address}`,
          verify: `layerwalk tcp-probe ${address} --ports ${about.port.port}`,
        },
  };
}

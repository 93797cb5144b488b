import type { Case, Explanation } from './case.ts';
import { icmpSeen } from './icmp.ts';
import { explainOverlap } from './overlap.ts';
import { interfaceTo } from './own-host.ts';
import type { Result } from './result.ts';
import { duration, tally } from './wording.ts';

/** Neighbour discovery gives up after three probes of a second each (RFC 4861 section 10; Linux for ARP too). */
const NEIGHBOUR_MS = 2_500;

/** ICMP errors by errno, as Linux hands them to a connecting socket (RFC 792; RFC 1122 section 3.2.2.1; RFC 1812 section 5.2.7.1; RFC 4443 section 3.1). */
const MEANS: Readonly<Record<4 | 6, ReadonlyMap<string, string>>> = {
  4: new Map(
    Object.entries({
      EHOSTUNREACH: 'ICMP host unreachable or administratively prohibited (type 3, code 1, 10 or 12 to 15)',
      ENETUNREACH: 'ICMP network unreachable (type 3, code 0, 6, 9 or 11)',
      EHOSTDOWN: 'ICMP destination host unknown (type 3, code 7)',
      ENONET: 'ICMP source host isolated (type 3, code 8)',
      ENOPROTOOPT: 'ICMP protocol unreachable (type 3, code 2)',
    }),
  ),
  6: new Map(
    Object.entries({
      EHOSTUNREACH: 'ICMPv6 address unreachable or beyond scope (type 1, code 2 or 3)',
      ENETUNREACH: 'ICMPv6 no route (type 1, code 0)',
      EACCES: 'ICMPv6 administratively prohibited or rejected (type 1, code 1, 5 or 6)',
    }),
  ),
};

/** Why an ICMP error, or the kernel on its behalf, ended the attempt. */
export function explainUnreachable(about: Case, result: Result): Explanation {
  const icmp = icmpSeen(result);
  const ended = result.tries.filter(({ outcome }) => outcome === 'unreachable');
  const errno = ended[0]?.errno ?? 'EHOSTUNREACH';
  const took = (icmp && result.seen.quiet?.ms) ?? Math.max(...ended.map(({ ms }) => ms));
  const tried = `${result.address}: ${tally(result.tries)} (${errno}), after ${duration(took)}`;
  if (icmp?.own && took >= NEIGHBOUR_MS) return deadNeighbour(about, result, tried);
  if (icmp?.own) {
    return {
      code: 'tcp.rejected',
      clause: 'rejected, it seems by this host’s own firewall',
      evidence: [
        tried,
        'the kernel counted an ICMP error that this host itself sent (consistent with a local REJECT rule)',
      ],
      fix: 'Correct the rule on this host: sudo nft list ruleset, or sudo iptables -S OUTPUT.',
    };
  }
  if (icmp?.came && icmp.timeExceeded) {
    return {
      code: 'tcp.rejected',
      clause: 'not reached, an ICMP time exceeded came back',
      evidence: [
        tried,
        'the kernel counted an ICMP time exceeded: consistent with packets that go round in a loop',
      ],
      fix: `Find the loop: traceroute -n ${result.address}.`,
    };
  }
  const means = MEANS[result.family].get(errno) ?? 'an ICMP error';
  return {
    code: 'tcp.rejected',
    clause: 'rejected on the way, an ICMP error came back',
    evidence: [
      tried,
      `${errno} here means ${means}${icmp || errno !== 'EHOSTUNREACH' ? '' : ', or time exceeded'}`,
      icmp?.came
        ? 'the kernel counted such an ICMP error during a quiet try, and none made by this host'
        : 'whether the network or this host made the error cannot be told: no quiet try with the kernel’s counters',
      ...(icmp?.came && errno === 'EHOSTUNREACH' && took >= NEIGHBOUR_MS
        ? [
            'so late an answer is consistent with a router on whose link the target does not answer: it may be down',
          ]
        : []),
    ],
    fix: {
      summary:
        'Find who sent the error and with which code (needs root), and correct that firewall or route.',
      command: `sudo traceroute -n -T -p ${about.port.port} ${result.address}`,
    },
  };
}

/** No SYN left: nobody answered for the next hop. */
function deadNeighbour(about: Case, result: Result, tried: string): Explanation {
  const overlap = explainOverlap(about, result, 'dead');
  if (overlap) return { ...overlap, evidence: [tried, ...overlap.evidence] };
  const by = interfaceTo(about, result.address)?.name;
  return {
    code: 'tcp.no-route',
    clause: 'not reached, the next hop does not answer on the local link',
    evidence: [
      tried,
      `the kernel counted an ICMP error made by this host, after the time that neighbour discovery takes${by === undefined ? '' : `, on ${by}`}`,
      'either the target is on this link and down, or the gateway towards it is',
    ],
    fix: {
      summary: 'Bring up the target or the gateway, or correct the route; the neighbour shows as FAILED.',
      command: `ip route get ${result.address}; ip neigh show`,
      verify: `layerwalk tcp-probe ${result.address} --ports ${about.port.port}`,
    },
  };
}

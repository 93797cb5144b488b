import { isLoopback } from '../../../core/address/policy.ts';
import type { Case, Explanation } from './case.ts';
import { nobody } from './control.ts';
import { icmpSeen } from './icmp.ts';
import { type OwnListeners, ownListeners } from './own-host.ts';
import type { Result } from './result.ts';
import { duration, listed, tally } from './wording.ts';

/** Why an address refuses. A refusal by itself does not say that the host, and not something before it, answered. */
export function explainRefusal(about: Case, result: Result): Explanation {
  const fastest = Math.min(
    ...result.tries.filter(({ outcome }) => outcome === 'refused').map(({ ms }) => ms),
  );
  const tried = `${result.address}: ${tally(result.tries)}, in ${duration(fastest)} at best`;
  const own = ownListeners(about, result.address);
  const known = own && byListeners(about, result, own);
  if (known) return { ...known, evidence: [tried, ...known.evidence] };
  const { clause, line, fix } = whatCameBack(result);
  const control = about.port.control?.answer;
  const alike =
    control?.outcome === 'refused'
      ? [`${nobody(about)}, which nobody has, is refused alike: something on the way answers for others`]
      : [];
  return {
    code: 'tcp.refused',
    refuses: true,
    clause,
    evidence: [tried, line, ...alike],
    ...(fix && { fix }),
  };
}

function whatCameBack(result: Result): { clause: string; line: string; fix?: string } {
  const icmp = icmpSeen(result);
  if (!icmp) {
    return {
      clause: 'a reset or an ICMP port unreachable came back',
      line: 'which of the two cannot be told: there was no quiet try with the kernel’s counters around it',
    };
  }
  if (!icmp.came) {
    return {
      clause: 'a reset came back',
      line: 'the kernel counted no ICMP error, so it was a TCP reset: of the host, or of a firewall that denies by reset',
    };
  }
  if (icmp.own) {
    return {
      clause: 'it seems by this host’s own firewall',
      line: 'the kernel counted an ICMP error that this host itself sent (consistent with a local REJECT rule)',
      fix: 'Correct the rule on this host: sudo nft list ruleset, or sudo iptables -S OUTPUT.',
    };
  }
  return {
    clause: 'an ICMP port unreachable came back',
    line: 'the kernel counted an ICMP error (consistent with a firewall that rejects, or a Service without endpoints)',
    fix: 'Find what rejects: a firewall’s REJECT rule, or a Service without ready endpoints.',
  };
}

/** What the destination's own list of sockets says, when the destination is this host. */
function byListeners(about: Case, { address }: Result, { here, all }: OwnListeners): Explanation | undefined {
  const { port } = about.port;
  if (here.length > 0) {
    return {
      code: 'tcp.refused',
      refuses: true,
      clause: `although this host listens on port ${port}`,
      evidence: [
        `this host’s own list has ${listed(here.map((one) => one.address))} port ${port}`,
        'a firewall rule of this host, an IPv6-only listener, or a full queue with tcp_abort_on_overflow does that',
      ],
      fix: `Look at this host’s firewall, and at ss -ltne 'sport = :${port}'.`,
    };
  }
  if (!isLoopback(address) && all.length > 0 && all.every((one) => isLoopback(one.address))) {
    return {
      code: 'tcp.loopback-only',
      refuses: true,
      clause: `port ${port} listens on loopback only`,
      evidence: [
        `this host’s own list has ${listed(all.map((one) => one.address))} port ${port}, and no other`,
      ],
    };
  }
  return {
    code: 'tcp.refused',
    refuses: true,
    clause: `nothing listens on port ${port} there`,
    evidence: [
      all.length === 0
        ? `this host’s own list has no socket listening on port ${port}`
        : `this host’s own list has port ${port} on ${listed(all.map((one) => one.address))} only`,
      'a port that is forwarded by a firewall rule (as containers publish them) would not be in that list',
    ],
    fix: `Start what should listen on port ${port}, or correct the port.`,
  };
}

import type { NetworkAcl, NetworkAclEntry } from '../../../core/aws/network-acl.ts';
import { parseCidr } from '../../../core/address/cidr.ts';
import { echoType, type Flow, hasPorts, isProtocol } from './flow.ts';
import { merged, type Ports, shared, sharedPorts, without } from './ports.ts';
import { covers, cut, type Range } from './range.ts';

/** Packets of a flow as a network ACL sees them: the far addresses, and the ports at their destination. */
export interface Packets {
  readonly flow: Flow;
  readonly egress: boolean;
  readonly peer: Range;
  readonly ports: Ports;
  /** The answers of an ICMP echo. */
  readonly reply: boolean;
}

/** What an ACL does with packets. */
export interface AclSays {
  readonly verdict: 'allow' | 'deny' | 'partial';
  /** Ports that pass from every address of the peer. */
  readonly passing: readonly Ports[];
  /** The entry that admits first, and the one that refuses first; none where nothing matched. */
  readonly allowing?: NetworkAclEntry;
  readonly denying?: NetworkAclEntry;
}

/**
 * Entries in ascending order, the first that matches decides; what none matches is denied
 * (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html). It keeps no state.
 */
export function askAcl(acl: NetworkAcl, packets: Packets): AclSays {
  const entries = acl.Entries.filter((one) => one.Egress === packets.egress)
    .toSorted((a, b) => a.RuleNumber - b.RuleNumber)
    .flatMap((entry) => {
      const range = parseCidr(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '');
      return range && fits(entry, packets) ? [{ entry, range, ports: portsOf(entry, packets) }] : [];
    });
  const parts = cut(
    packets.peer,
    entries.map(({ range }) => range),
  );
  const each = parts.map((part) => {
    let left: Ports[] = [packets.ports];
    const passing: Ports[] = [];
    let allowing: NetworkAclEntry | undefined;
    let denying: NetworkAclEntry | undefined;
    for (const { entry, range, ports } of entries) {
      if (!covers(range, part)) continue;
      const taken = left.flatMap((span) => sharedPorts(span, ports) ?? []);
      if (taken.length === 0) continue;
      left = without(left, ports);
      if (entry.RuleAction === 'allow') {
        passing.push(...taken);
        allowing ??= entry;
      } else denying ??= entry;
    }
    return { passing: merged(passing), stopped: left.length > 0 || denying !== undefined, allowing, denying };
  });
  const passing = each.map((one) => one.passing).reduce((all, one) => merged(shared(all, one)));
  const allowing = each.find((one) => one.allowing)?.allowing;
  const denying = each.find((one) => one.denying)?.denying;
  const verdict = each.every(({ stopped }) => !stopped)
    ? 'allow'
    : each.every((one) => one.passing.length === 0)
      ? 'deny'
      : 'partial';
  return { verdict, passing, ...(allowing && { allowing }), ...(denying && { denying }) };
}

function fits({ Protocol, IcmpTypeCode }: NetworkAclEntry, { flow, reply }: Packets): boolean {
  if (!isProtocol(Protocol, flow)) return false;
  if (flow.protocol !== 'icmp' || Protocol === '-1' || !IcmpTypeCode) return true;
  const { Type, Code } = IcmpTypeCode;
  return (Type === -1 || Type === echoType(flow, reply)) && (Code === -1 || Code === 0);
}

const portsOf = ({ Protocol, PortRange }: NetworkAclEntry, { flow }: Packets): Ports =>
  Protocol === '-1' || !hasPorts(flow) || !PortRange
    ? { from: 0, to: 65_535 }
    : { from: PortRange.From, to: PortRange.To };

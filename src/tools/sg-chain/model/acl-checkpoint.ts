import { formatCidr } from '../../../core/address/cidr.ts';
import { awsCalls } from '../../../core/aws/calls.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../core/aws/network-acl.ts';
import { type Code } from '../failures.ts';
import { blind, type Judged } from './checkpoint.ts';
import { type Estate, isGap } from './estate.ts';
import { type Flow, flowText, hasPorts, protocolNumber } from './flow.ts';
import { type AclSays, askAcl } from './network-acl.ts';
import { type Ports, portCount, portsText } from './ports.ts';
import { type Range, rangeText } from './range.ts';

/** One passing of a subnet's border. */
export interface Border {
  readonly flow: Flow;
  readonly subnet: string;
  readonly egress: boolean;
  /** The far address: the destination of what leaves, the source of what comes in. */
  readonly peer: Range;
  /** The answers, to the client's ports. */
  readonly reply: boolean;
}

/** What the network ACL of a subnet says of packets that leave or enter it. */
export function judgeAcl(estate: Estate, border: Border): Judged {
  const { subnet, egress, reply, flow, peer } = border;
  const kind = egress ? 'subnet_fw_out' : 'subnet_fw_in';
  const acls = estate.all(awsCalls.networkAcls, 'association.subnet-id', subnet);
  const acl = isGap(acls)
    ? acls
    : (acls[0] ?? {
        gap: 'absent' as const,
        action: 'ec2:DescribeNetworkAcls',
        why: `the network ACL of ${subnet} is not in this account and Region`,
      });
  if ('gap' in acl) return blind(kind, subnet, `The network ACL of ${subnet} was not seen`, acl);
  const ports = reply ? flow.clientPorts : { from: flow.port, to: flow.port };
  const says = askAcl(acl, { flow, egress, peer, ports, reply });
  const id = acl.NetworkAclId;
  const look = `aws ec2 describe-network-acls --network-acl-ids ${id}`;
  const what = packets(border, ports);
  const path = `ec2:DescribeNetworkAcls ${id} Entries`;
  const base = { kind, resource: id, look } as const;
  if (says.verdict === 'allow') {
    const number = says.allowing?.RuleNumber ?? 0;
    return {
      ...base,
      verdict: 'allow',
      said: `${id} allows ${what}`,
      matched: `entry ${number}`,
      evidence: [`${path}: ${entryText(says.allowing)}`],
    };
  }
  const change = allowBefore(acl, border, ports, says);
  const passing = says.verdict === 'partial' && portCount(says.passing) > 0 ? says.passing : undefined;
  return {
    ...base,
    verdict: says.verdict,
    code: codeOf(border),
    native: 'SUBNET_ACL_RESTRICTION',
    said: `Network ACL ${id} of ${subnet} ${says.verdict === 'partial' ? (passing ? `allows ${what} on ports ${portsText(passing)} only` : `allows only part of ${what}`) : `denies ${what}`}`,
    matched: says.denying ? `entry ${says.denying.RuleNumber}` : 'no entry',
    evidence: [`${path}: ${entryText(says.denying)}`],
    ...(passing && { covered: passing }),
    ...(change
      ? { change }
      : { advice: `No entry can stand before number ${says.denying?.RuleNumber ?? 1}: replace that entry.` }),
  };
}

function codeOf({ egress, reply }: Border): Code {
  if (reply) return 'firewall.nacl-return';
  return egress ? 'firewall.nacl-out' : 'firewall.nacl-in';
}

function packets({ flow, egress, peer, reply }: Border, ports: Ports): string {
  const towards = `${egress ? 'to' : 'from'} ${rangeText(peer)}`;
  if (!reply) return `${flowText(flow)} ${egress ? 'out' : 'in'} ${towards}`;
  return !hasPorts(flow)
    ? `${flow.protocol === 'icmp' ? 'echo replies' : flowText(flow)} ${egress ? 'out' : 'in'} ${towards}`
    : `replies ${egress ? 'out' : 'in'} ${towards} on ${flow.protocol}/${portsText([ports])}`;
}

function entryText(entry: NetworkAclEntry | undefined): string {
  if (!entry) return 'no entry matches, which denies';
  const { RuleNumber, RuleAction, Protocol, PortRange, CidrBlock, Ipv6CidrBlock } = entry;
  const ports = PortRange ? ` ports ${portsText([{ from: PortRange.From, to: PortRange.To }])}` : '';
  return `${RuleNumber} ${RuleAction} protocol ${Protocol}${ports} ${CidrBlock ?? Ipv6CidrBlock ?? ''}`;
}

/** An entry that allows the packets before the first that denies them; none when no number is free there. */
function allowBefore(acl: NetworkAcl, { flow, egress, peer }: Border, ports: Ports, { denying }: AclSays) {
  const taken = acl.Entries.filter((one) => one.Egress === egress).map(({ RuleNumber }) => RuleNumber);
  const limit = Math.min(denying?.RuleNumber ?? 32_766, 32_767);
  const below = taken.filter((number) => number < limit);
  const last = Math.max(0, ...below);
  const number = last + 10 < limit ? last + 10 : firstFree(taken, limit);
  if (number === undefined) return undefined;
  const v6 = peer.family === 6;
  const icmp = flow.protocol === 'icmp';
  const entry: NetworkAclEntry = {
    RuleNumber: number,
    Egress: egress,
    Protocol: String(protocolNumber(flow)),
    RuleAction: 'allow',
    ...(v6 ? { Ipv6CidrBlock: formatCidr(peer) } : { CidrBlock: formatCidr(peer) }),
    ...(icmp && { IcmpTypeCode: { Type: -1, Code: -1 } }),
    ...(hasPorts(flow) && { PortRange: { From: ports.from, To: ports.to } }),
  };
  return { kind: 'acl-entry', acl: acl.NetworkAclId, entry } as const;
}

function firstFree(taken: readonly number[], limit: number): number | undefined {
  for (let number = limit - 1; number > 0; number--) if (!taken.includes(number)) return number;
  return undefined;
}

import { awsCalls } from '../../../core/aws/calls.ts';
import { type Estate, type Gap, isGap } from './estate.ts';
import { echoType, type Flow, isCarrier, isProtocol } from './flow.ts';
import type { Rule } from './group-rules.ts';
import type { GroupReference } from '../../../core/aws/security-group.ts';
import type { End, Outside } from './place.ts';
import { covers, isEverything, type Range, rangesOf } from './range.ts';

/** Whether a rule by group id can match the peer: only where it is seen with its private address. */
export type Reference =
  | { readonly use: 'works' }
  | { readonly use: 'lost'; readonly why: string; readonly native: string }
  | { readonly use: 'unknown'; readonly gap: Gap };

/** The far end as one filter sees it. */
export interface Peer {
  readonly end: End;
  readonly range: Range;
  readonly reference: Reference;
  /** The VPC that the filter stands in. */
  readonly ownVpc: string;
}

/** Why a rule does not match. */
export type Difference = 'proto' | 'port' | 'peer' | 'family' | 'stale_ref' | 'ref_not_preserved';

export type Match =
  | { readonly how: 'yes' }
  | { readonly how: 'no'; readonly differs: readonly Difference[] }
  | { readonly how: 'unknown'; readonly gap: Gap };

/** Whether a rule admits the flow towards, or from, the addresses of `part`, all of which fare alike. */
export function matchRule(estate: Estate, flow: Flow, rule: Rule, peer: Peer, part: Range): Match {
  const protocol: Difference[] = isProtocol(rule.protocol, flow) ? [] : ['proto'];
  const port: Difference[] = protocol.length > 0 || hasPort(rule, flow) ? [] : ['port'];
  const whom = matchPeer(estate, rule, peer, part);
  if (whom === 'yes') {
    const differs = [
      ...protocol,
      ...(protocol.length > 0 && !portsFit(rule, flow) ? (['port'] as const) : port),
    ];
    return differs.length === 0 ? { how: 'yes' } : { how: 'no', differs };
  }
  if (typeof whom === 'object') {
    return protocol.length + port.length === 0
      ? { how: 'unknown', gap: whom }
      : { how: 'no', differs: [...protocol, ...port, 'peer'] };
  }
  return { how: 'no', differs: [...protocol, ...port, whom] };
}

/**
 * Whether a rule's ports hold the flow's. `-1` means all; for ICMP the port fields are type and code
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
 */
function hasPort({ protocol, from, to }: Rule, flow: Flow): boolean {
  if (protocol === '-1' || isCarrier(flow)) return true;
  if (flow.protocol !== 'icmp') return (from ?? 0) <= flow.port && flow.port <= (to ?? 65_535);
  const anyType = from === undefined || from === -1;
  const anyCode = to === undefined || to === -1 || to === 0;
  return anyType || (from === echoType(flow) && anyCode);
}

/** Ports alone, where the protocol is another one; all ports of another protocol are no sign that this port was meant. */
const portsFit = ({ from, to }: Rule, flow: Flow): boolean =>
  from !== undefined && to !== undefined && from <= flow.port && flow.port <= to;

function matchPeer(
  estate: Estate,
  { peer: wanted }: Rule,
  peer: Peer,
  part: Range,
): 'yes' | Difference | Gap {
  switch (wanted.kind) {
    case 'network':
      if (covers(wanted.range, part)) return 'yes';
      return wanted.range.family !== part.family && isEverything(wanted.range) ? 'family' : 'peer';
    case 'prefix-list': {
      const entries = estate.all(awsCalls.prefixListEntries, 'PrefixListId', wanted.id);
      if (isGap(entries)) return entries;
      return rangesOf(entries.map(({ Cidr }) => Cidr)).some((one) => covers(one, part)) ? 'yes' : 'peer';
    }
    case 'group': {
      const { GroupId = '', VpcPeeringConnectionId, PeeringStatus } = wanted.reference;
      if (peer.end.kind === 'outside')
        return isStale(PeeringStatus) ? 'stale_ref' : maybeCarried(wanted.reference, peer.end, peer.ownVpc);
      if (!peer.end.groups.includes(GroupId)) return isStale(PeeringStatus) ? 'stale_ref' : 'peer';
      if (VpcPeeringConnectionId !== undefined && isStale(PeeringStatus)) return 'stale_ref';
      if (peer.reference.use === 'unknown') return peer.reference.gap;
      return peer.reference.use === 'works' ? 'yes' : 'ref_not_preserved';
    }
  }
}

/** Whether somebody whose interface we cannot see may carry the group. */
function maybeCarried(
  { GroupId = '', VpcId, VpcPeeringConnectionId }: GroupReference,
  end: Outside,
  ownVpc: string,
): 'peer' | Gap {
  const foreign = VpcPeeringConnectionId !== undefined || (VpcId !== undefined && VpcId !== ownVpc);
  if (end.internet || (!foreign && !end.hidden)) return 'peer';
  return {
    gap: 'absent',
    action: 'ec2:DescribeNetworkInterfaces',
    why: `whether ${end.name} carries ${GroupId} is not known, for no interface that can be seen has its address`,
  };
}

const isStale = (status: string | undefined): boolean => status !== undefined && status !== 'active';

/** The networks at which a rule's answer may change inside a range. */
export function cutsOf(estate: Estate, { peer }: Rule): Range[] {
  if (peer.kind === 'network') return [peer.range];
  if (peer.kind === 'group') return [];
  const entries = estate.all(awsCalls.prefixListEntries, 'PrefixListId', peer.id);
  return isGap(entries) ? [] : rangesOf(entries.map(({ Cidr }) => Cidr));
}

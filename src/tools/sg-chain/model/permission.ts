import { formatCidr } from '../../../core/address/cidr.ts';
import type { IpPermission } from '../../../core/aws/security-group.ts';
import { echoType, type Flow, isCarrier, protocolNumber } from './flow.ts';
import type { Place } from './place.ts';
import type { Peer } from './rule-match.ts';

/** The far end in the words that a rule can name it by. */
export interface NamedPeer {
  readonly text: string;
  readonly kind: 'group' | 'prefix-list' | 'network';
}

interface Asked {
  readonly flow: Flow;
  readonly place: Place;
  readonly peer: Peer;
  readonly prefixList?: string | undefined;
}

/** By group where a reference can match, by prefix list where the route goes by one, else by its addresses. */
export function namePeer({ peer, prefixList }: Asked): NamedPeer {
  const [group] = peer.end.kind === 'place' ? peer.end.groups : [];
  if (group !== undefined && peer.reference.use !== 'lost') return { text: group, kind: 'group' };
  if (prefixList !== undefined) return { text: prefixList, kind: 'prefix-list' };
  return { text: formatCidr(peer.range), kind: 'network' };
}

/** The least rule that admits the flow. Of ICMP the ports are type and code. */
export function permissionFor(asked: Asked): IpPermission {
  const { flow, peer } = asked;
  const { text, kind } = namePeer(asked);
  const v6 = peer.range.family === 6;
  const owner = peer.end.kind === 'place' ? peer.end.eni?.OwnerId : undefined;
  const foreign =
    owner !== undefined && owner !== asked.place.eni?.OwnerId && asked.place.eni?.OwnerId !== undefined;
  const icmp = flow.protocol === 'icmp';
  return {
    IpProtocol: icmp && v6 ? 'icmpv6' : isCarrier(flow) ? String(protocolNumber(flow)) : flow.protocol,
    ...(!isCarrier(flow) && {
      FromPort: icmp ? echoType(flow) : flow.port,
      ToPort: icmp ? -1 : flow.port,
    }),
    IpRanges: kind === 'network' && !v6 ? [{ CidrIp: text }] : [],
    Ipv6Ranges: kind === 'network' && v6 ? [{ CidrIpv6: text }] : [],
    PrefixListIds: kind === 'prefix-list' ? [{ PrefixListId: text }] : [],
    UserIdGroupPairs: kind === 'group' ? [{ GroupId: text, ...(foreign && { UserId: owner }) }] : [],
  };
}

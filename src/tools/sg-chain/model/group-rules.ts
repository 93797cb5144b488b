import { parseCidr } from '../../../core/address/cidr.ts';
import { awsCalls } from '../../../core/aws/calls.ts';
import type {
  GroupReference,
  IpPermission,
  SecurityGroup,
  SecurityGroupRule,
} from '../../../core/aws/security-group.ts';
import { type Estate, type Gap, isGap } from './estate.ts';
import type { Range } from './range.ts';

export type RulePeer =
  | { readonly kind: 'network'; readonly range: Range; readonly text: string }
  | { readonly kind: 'group'; readonly reference: GroupReference; readonly text: string }
  | { readonly kind: 'prefix-list'; readonly id: string; readonly text: string };

/** One rule of a group: it allows, for a group has no other rules. */
export interface Rule {
  readonly group: string;
  /** The `sgr-` id where it was read, else the group's id. */
  readonly id: string;
  readonly protocol: string;
  /** Of ICMP the type and the code; absent or -1: every one. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly peer: RulePeer;
}

/** The rules of a group in one direction: as the group lists them, or where it may not be read, as they are listed by themselves. */
export function rulesOf(estate: Estate, group: string, egress: boolean): readonly Rule[] | Gap {
  const found = estate.one<SecurityGroup>(awsCalls.securityGroups, 'group-id', group);
  const listed = estate.all<SecurityGroupRule>(awsCalls.securityGroupRules, 'group-id', group);
  const named = isGap(listed) ? [] : listed.filter((one) => one.IsEgress === egress).map(fromListed);
  if (isGap(found)) return found.gap === 'access-denied' && named.length > 0 ? named : found;
  const rules = (egress ? found.IpPermissionsEgress : found.IpPermissions).flatMap((one) =>
    fromPermission(group, one),
  );
  return rules.map((rule) => ({ ...rule, id: named.find((one) => isSame(one, rule))?.id ?? rule.id }));
}

const isSame = (a: Rule, b: Rule): boolean =>
  a.peer.text === b.peer.text &&
  a.protocol === b.protocol &&
  (a.from ?? -1) === (b.from ?? -1) &&
  (a.to ?? -1) === (b.to ?? -1);

function fromPermission(group: string, permission: IpPermission): Rule[] {
  const { IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
  const peers = [
    ...[...IpRanges.map((one) => one.CidrIp), ...Ipv6Ranges.map((one) => one.CidrIpv6)].flatMap(network),
    ...PrefixListIds.map(({ PrefixListId }) => prefixList(PrefixListId)),
    ...UserIdGroupPairs.flatMap(groupPeer),
  ];
  return peers.map((peer) => ({ group, id: group, protocol: IpProtocol, from: FromPort, to: ToPort, peer }));
}

function fromListed(rule: SecurityGroupRule): Rule {
  const { SecurityGroupRuleId, GroupId, IpProtocol, FromPort, ToPort, PrefixListId, ReferencedGroupInfo } =
    rule;
  const [peer = { kind: 'group', reference: {}, text: 'nothing' }] = [
    ...[rule.CidrIpv4, rule.CidrIpv6].flatMap((text) => (text === undefined ? [] : network(text))),
    ...(PrefixListId === undefined ? [] : [prefixList(PrefixListId)]),
    ...(ReferencedGroupInfo ? groupPeer(ReferencedGroupInfo) : []),
  ] satisfies RulePeer[];
  return { group: GroupId, id: SecurityGroupRuleId, protocol: IpProtocol, from: FromPort, to: ToPort, peer };
}

function network(text: string): RulePeer[] {
  const range = parseCidr(text);
  return range ? [{ kind: 'network', range, text }] : [];
}

const prefixList = (id: string): RulePeer => ({ kind: 'prefix-list', id, text: id });

const groupPeer = (reference: GroupReference): RulePeer[] =>
  reference.GroupId === undefined ? [] : [{ kind: 'group', reference, text: reference.GroupId }];

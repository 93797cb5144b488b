import type { Code } from '../failures.ts';
import { blind, type Judged, type NearMiss } from './checkpoint.ts';
import type { Estate } from './estate.ts';
import { type Flow, flowText } from './flow.ts';
import { askGroups, type GroupsSay, type Miss } from './groups.ts';
import type { Place } from './place.ts';
import { missText } from './near-miss.ts';
import { type NamedPeer, namePeer, permissionFor } from './permission.ts';
import { rangeText } from './range.ts';
import type { Peer } from './rule-match.ts';

/** One filter of groups, and the prefix list that can stand for the destination. */
export interface GroupFilter {
  readonly flow: Flow;
  readonly place: Place;
  readonly peer: Peer;
  readonly egress: boolean;
  readonly prefixList?: string | undefined;
}

/** What the groups on a place say, with the rule that is missing when they refuse. */
export function judgeGroups(estate: Estate, filter: GroupFilter): Judged {
  const { place, egress, flow, peer } = filter;
  const kind = egress ? 'src_fw_egress' : 'dst_fw_ingress';
  const resource = place.groups.join(', ') || place.name;
  if (place.ungrouped) {
    return {
      kind,
      resource,
      verdict: 'skipped',
      said: `${place.name} is filtered by no security group`,
      evidence: [],
    };
  }
  if (place.groups.length === 0) {
    const why = 'the record of the interface names none';
    return blind(kind, resource, `Which security groups filter ${place.name} was not seen`, {
      gap: 'absent',
      why,
    });
  }
  const look = `aws ec2 describe-security-group-rules --filters Name=group-id,Values=${place.groups.join(',')}`;
  const says = askGroups(estate, flow, place, peer, egress);
  const direction = egress ? 'egress' : 'ingress';
  const path = `ec2:DescribeSecurityGroups ${resource} ${egress ? 'IpPermissionsEgress' : 'IpPermissions'}`;
  const named = namePeer(filter);
  const towards = `${flowText(flow)} ${egress ? 'to' : 'from'} ${named.text}`;
  if (says.verdict === 'unknown' && says.gap) {
    return {
      ...blind(
        kind,
        resource,
        `Whether ${resource} allow${place.groups.length === 1 ? 's' : ''} ${towards} is not known`,
        says.gap,
      ),
      look,
    };
  }
  const nearMisses = says.misses.flatMap((miss) => nearMiss(miss, flow, egress));
  const base = { kind, resource, look, ...(nearMisses.length > 0 && { nearMisses }) } as const;
  const [admitting] = says.admitting;
  if (says.verdict === 'allow' && admitting) {
    return {
      ...base,
      verdict: 'allow',
      said: `${admitting.group} allows ${towards}`,
      matched: `${admitting.id}, for ${admitting.peer.text}`,
      evidence: [`${path}: ${admitting.id} ${admitting.protocol} ${admitting.peer.text}`],
    };
  }
  const group = groupToMend(place, says);
  const refused = says.refused.slice(0, 4).map(rangeText).join(', ');
  return {
    ...base,
    verdict: says.verdict === 'partial' ? 'partial' : 'deny',
    code: codeOf(filter, says),
    native: nativeOf(filter, says),
    said:
      says.verdict === 'partial'
        ? `Of ${named.text}, ${direction} rules of ${resource} do not admit ${refused} on ${flowText(flow)}`
        : missing(filter, says, named),
    evidence: [
      `${path}: ${says.rules} ${direction} rule${says.rules === 1 ? '' : 's'}, none admits ${says.verdict === 'partial' ? refused : towards}`,
    ],
    change: { kind: 'authorize', egress, group, permission: permissionFor(filter) },
  };
}

function missing({ place, egress, flow, peer }: GroupFilter, says: GroupsSay, named: NamedPeer): string {
  const direction = egress ? 'Egress' : 'Ingress';
  const rule = `a rule allowing ${flowText(flow)} ${egress ? 'to' : 'from'} ${named.text}`;
  const lost = lostMiss(says);
  if (lost && peer.reference.use === 'lost') {
    return `${direction} rule ${lost.rule.id} names ${lost.rule.peer.text}, which cannot match: ${peer.reference.why}`;
  }
  const [only, ...more] = place.groups;
  return more.length === 0
    ? `${direction} security group ${only} is missing ${rule}`
    : `None of the ${direction.toLowerCase()} security groups ${place.groups.join(', ')} has ${rule}`;
}

const lostMiss = ({ misses }: GroupsSay): Miss | undefined =>
  misses.find(({ differs }) => differs.length === 1 && differs[0] === 'ref_not_preserved');

/** The group that comes nearest; it is the one that was meant to admit the flow. */
const groupToMend = (place: Place, { misses }: GroupsSay): string =>
  misses.find(({ differs }) => differs.length === 1)?.rule.group ?? place.groups[0] ?? place.name;

function codeOf({ place, flow, egress }: GroupFilter, says: GroupsSay): Code {
  if (lostMiss(says)) return 'firewall.group-ref-lost';
  if (place.eni?.InterfaceType === 'branch') return 'firewall.pod-groups';
  if (egress) return 'firewall.egress-missing';
  if (place.eni?.InterfaceType === 'vpc_endpoint') return 'firewall.endpoint';
  return isNode(place) && flow.port < 1025 && says.misses.some(admitsHighPortsOnly)
    ? 'firewall.node-low-ports'
    : 'firewall.ingress-missing';
}

/** The rule that node groups of EKS are often made with: everything but the ports of old Unix services. */
const admitsHighPortsOnly = ({ rule, differs }: Miss): boolean =>
  differs.length === 1 &&
  differs[0] === 'port' &&
  (rule.from === 1025 || rule.from === 1024) &&
  rule.to === 65_535;

const isNode = ({ eni }: Place): boolean =>
  eni?.TagSet.some(({ Key }) =>
    /^(?:node\.k8s\.amazonaws\.com|cluster\.k8s\.amazonaws\.com|kubernetes\.io\/cluster|eks:cluster-name|aws:eks:cluster-name)/.test(
      Key,
    ),
  ) ?? false;

function nativeOf({ peer }: GroupFilter, says: GroupsSay): string {
  if (says.rules === 0) return 'SG_HAS_NO_RULES';
  return lostMiss(says) && peer.reference.use === 'lost' ? peer.reference.native : 'ENI_SG_RULES_MISMATCH';
}

function nearMiss({ rule, differs }: Miss, flow: Flow, egress: boolean): NearMiss[] {
  const [one, ...others] = differs;
  return one === undefined || others.length > 0
    ? []
    : [{ rule: rule.id, differs: one, text: missText(rule, one, flow, egress) }];
}

import { awsCalls } from '../../../../core/aws/calls.ts';
import type { VpcPeeringConnection } from '../../../../core/aws/gateway.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import type { End, Place } from '../place.ts';
import { covers, rangesOf, rangeText } from '../range.ts';
import type { Reference } from '../rule-match.ts';
import { lost, type Passage, works } from './passage.ts';

type Side = NonNullable<VpcPeeringConnection['AccepterVpcInfo']>;

/** Through a peering: it must be active, and both addresses must belong to the VPCs that it joins; it passes nothing on. */
export function throughPeering(estate: Estate, source: Place, destination: End, id: string): Passage {
  const found = estate.one(awsCalls.peerings, 'vpc-peering-connection-id', id);
  const base = { way: 'peering', seenFrom: source.range } as const;
  if (isGap(found)) {
    const gap = { use: 'unknown', gap: found } as const;
    return {
      ...base,
      egress: gap,
      ingress: gap,
      judged: [blind('transit', id, `Peering ${id} was not seen`, found)],
    };
  }
  const [own, other] =
    found.AccepterVpcInfo.VpcId === source.vpc
      ? [found.AccepterVpcInfo, found.RequesterVpcInfo]
      : [found.RequesterVpcInfo, found.AccepterVpcInfo];
  const status = found.Status.Code;
  const reference = status === 'active' ? acrossRegions(id, own, other) : lost(`peering ${id} is ${status}`);
  return {
    ...base,
    egress: reference,
    ingress: reference,
    judged: [judge(id, status, source, destination, own, other)],
  };
}

/** Groups can be named over a peering inside one Region: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html */
function acrossRegions(id: string, own: Side, other: Side): Reference {
  if (own.Region === undefined || other.Region === undefined) {
    const why = 'the answer does not hold them';
    return {
      use: 'unknown',
      gap: {
        gap: 'absent',
        action: 'ec2:DescribeVpcPeeringConnections',
        why: `the Regions of ${id}: ${why}`,
      },
    };
  }
  if (own.Region === other.Region) return works;
  return lost(`peering ${id} joins two Regions, ${own.Region} and ${other.Region}`);
}

function judge(id: string, status: string, source: Place, destination: End, own: Side, other: Side): Judged {
  const call = `ec2:DescribeVpcPeeringConnections ${id}`;
  const look = `aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids ${id}`;
  const base = { kind: 'transit', resource: id, look } as const;
  const denied = { ...base, verdict: 'deny', code: 'firewall.transit' } as const;
  if (status !== 'active') {
    return {
      ...denied,
      native: 'BAD_STATE_ROUTE',
      said: `Peering ${id} is ${status}, not active`,
      evidence: [`${call} Status.Code: ${status}`],
      advice: 'Accept the peering, or make a new one and point the routes of both sides at it.',
    };
  }
  const leadsTo = other.VpcId;
  const isThere = destination.kind === 'outside' || destination.vpc === leadsTo;
  const held = networks(other).some((one) => covers(one, destination.range));
  const ours = networks(own).some((one) => covers(one, source.range));
  if (isThere && held && ours) {
    return {
      ...base,
      verdict: 'allow',
      said: `Peering ${id} to ${leadsTo ?? 'its other side'} is active`,
      evidence: [`${call} Status.Code: active`],
    };
  }
  if (networks(other).length === 0 || networks(own).length === 0) {
    return {
      ...blind('transit', id, `The networks of peering ${id} were not seen`, {
        gap: 'absent',
        action: 'ec2:DescribeVpcPeeringConnections',
        why: 'the answer does not hold them',
      }),
      look,
    };
  }
  const what = ours ? rangeText(destination.range) : rangeText(source.range);
  return {
    ...denied,
    native: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    said: `Peering ${id} leads to ${leadsTo ?? 'another VPC'}, and ${what} does not belong to the VPCs that it joins: a peering passes nothing on`,
    evidence: [`${call}: ${networks(own).concat(networks(other)).map(rangeText).join(', ')}`],
    advice: 'Peer the two VPCs directly, or use a transit gateway.',
  };
}

const networks = (side: Side) =>
  rangesOf([
    side.CidrBlock,
    ...side.CidrBlockSet.map((one) => one.CidrBlock),
    ...side.Ipv6CidrBlockSet.map((one) => one.Ipv6CidrBlock),
  ]);

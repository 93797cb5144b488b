import { awsCalls } from '../../../../core/aws/calls.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import type { Place } from '../place.ts';
import { rangeOf } from '../range.ts';
import { lost, type Passage } from './passage.ts';

/** Through a NAT gateway: from there on the packet has the gateway's address, and a new leg begins. */
export function throughNat(estate: Estate, source: Place, id: string): Passage {
  const found = estate.one(awsCalls.natGateways, 'nat-gateway-id', id);
  const reference = lost(`NAT gateway ${id} changes the source's address`);
  const base = { way: 'nat', egress: reference, ingress: reference, seenFrom: source.range } as const;
  if (isGap(found))
    return { ...base, judged: [blind('transit', id, `NAT gateway ${id} was not seen`, found)] };
  const call = `ec2:DescribeNatGateways ${id}`;
  const look = `aws ec2 describe-nat-gateways --nat-gateway-ids ${id}`;
  const state = found.State;
  if (state !== 'available') {
    return {
      ...base,
      judged: [
        {
          kind: 'transit',
          resource: id,
          verdict: 'deny',
          code: 'firewall.transit',
          native: 'BAD_STATE_ROUTE',
          said: `NAT gateway ${id} is ${state}, not available`,
          evidence: [`${call} State: ${state}`],
          look,
          advice: 'Make a new NAT gateway and point the route at it.',
        },
      ],
    };
  }
  const [address] = found.NatGatewayAddresses;
  const range = rangeOf(address?.PrivateIp ?? '');
  const publicRange = rangeOf(address?.PublicIp ?? '');
  if (range === undefined || found.VpcId === undefined || found.SubnetId === undefined) {
    return {
      ...base,
      judged: [
        {
          ...blind('transit', id, `Where NAT gateway ${id} stands was not seen`, {
            gap: 'absent',
            action: 'ec2:DescribeNatGateways',
            why: 'the answer does not hold it',
          }),
          look,
        },
      ],
    };
  }
  const nat: Place = {
    kind: 'place',
    name: id,
    vpc: found.VpcId,
    subnet: found.SubnetId,
    groups: [],
    ungrouped: true,
    range,
    ...(publicRange && { publicRange }),
  };
  return {
    ...base,
    nat,
    judged: [
      {
        kind: 'transit',
        resource: id,
        verdict: 'allow',
        said: `NAT gateway ${id} is available and sends on from its own address`,
        evidence: [`${call} State: available`],
        look,
      },
    ],
  };
}

/** A NAT gateway whose subnet is routed, straight or by others, to itself: what it sends never leaves. */
export const natLoop = ({ name, subnet }: Place): Judged => ({
  kind: 'transit',
  resource: name,
  verdict: 'deny',
  code: 'firewall.transit',
  native: 'BAD_STATE_ROUTE',
  said: `NAT gateway ${name} stands in ${subnet}, whose route leads back to ${name}`,
  evidence: ['ec2:DescribeRouteTables: the table of its own subnet'],
  advice:
    'Put the NAT gateway into a subnet whose table sends 0.0.0.0/0 to an internet gateway, or correct that table.',
});

import { judgeAcl } from './acl-checkpoint.ts';
import type { Journey } from './journey.ts';
import { blind, type Checkpoint, type Judged } from './checkpoint.ts';
import { type Estate, isGap } from './estate.ts';
import { judgeGroups } from './group-checkpoint.ts';
import { lost, works } from './passage/passage.ts';
import { publicAccess } from './passage/public-access.ts';
import type { Outside, Place } from './place.ts';
import { covers, isOne, rangeText } from './range.ts';
import { replies } from './replies.ts';
import { vpcNetworks } from './vpc-networks.ts';

/** From somebody whose own side cannot be seen: what the destination's side does, forth and back. */
export function inbound(estate: Estate, { flow, destination, leg }: Journey, source: Outside): Checkpoint[] {
  if (destination.kind === 'outside') {
    const said = `Neither ${source.name} nor ${destination.name} belongs to an interface that was read`;
    const gap = { gap: 'absent', action: 'ec2:DescribeNetworkInterfaces', why: said } as const;
    return [
      {
        leg,
        direction: 'forward',
        kind: 'end',
        resource: destination.name,
        verdict: 'unknown',
        said,
        evidence: [],
        gap,
      },
    ];
  }
  const reference = source.internet ? lost('the source is seen with a public address') : works;
  const peer = { end: source, range: source.range, reference, ownVpc: destination.vpc };
  const acl = (egress: boolean, reply: boolean): Judged =>
    judgeAcl(estate, { flow, subnet: destination.subnet, egress, peer: source.range, reply });
  const forth = [
    ...(source.internet ? fromInternet(estate, destination) : [unseen(estate, source, destination)]),
    acl(false, false),
    judgeGroups(estate, { flow, place: destination, peer, egress: false }),
  ];
  const replying = [acl(true, true), ...replies(estate, destination, source)];
  return [
    ...forth.map((judged): Checkpoint => ({ ...judged, leg, direction: 'forward' })),
    ...replying.map((judged): Checkpoint => ({ ...judged, leg, direction: 'return' })),
  ];
}

/** The side of a source that no interface stands for: outside of the VPC it is somebody else's, inside it was not found. */
function unseen(estate: Estate, { name, range }: Outside, { vpc }: Place): Judged {
  const networks = vpcNetworks(estate, vpc);
  const inside = !isGap(networks) && isOne(range) && networks.some((one) => covers(one, range));
  if (inside) {
    return blind('end', name, `What filters at ${name} itself was not seen`, {
      gap: 'absent',
      action: 'ec2:DescribeNetworkInterfaces',
      why: `it is in a network of ${vpc}, and no interface that was read has it`,
    });
  }
  return {
    kind: 'end',
    resource: name,
    verdict: 'skipped',
    said: `What filters on the side of ${name} is not in this account`,
    evidence: ['ec2:DescribeNetworkInterfaces: no such address'],
  };
}

function fromInternet(estate: Estate, destination: Place): Judged[] {
  const { name, publicRange, range, facesInternet } = destination;
  const base = { kind: 'transit', resource: name } as const;
  const judged: Judged =
    range.family === 6 || publicRange || facesInternet
      ? {
          ...base,
          verdict: 'allow',
          said: facesInternet
            ? `${name} faces the internet`
            : `${name} has the public address ${rangeText(publicRange ?? range)}`,
          evidence: ['ec2:DescribeNetworkInterfaces Association.PublicIp'],
        }
      : {
          ...base,
          verdict: 'deny',
          code: 'firewall.public-access-blocked',
          native: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS',
          said: `${name} has no public address, so nothing reaches it from the internet`,
          evidence: ['ec2:DescribeNetworkInterfaces Association: none'],
          advice:
            'Put a load balancer in public subnets before it, or reach it over a private way (VPN, peering, endpoint).',
        };
  return [judged, ...publicAccess(estate, destination, 'in')];
}

import { formatCidr, parseCidr } from '../../../core/address/cidr.ts';
import { awsCalls } from '../../../core/aws/calls.ts';
import type { Route } from '../../../core/aws/route-table.ts';
import type { Judged } from './checkpoint.ts';
import { type Estate, isGap } from './estate.ts';
import { replies } from './replies.ts';
import { findPassage } from './passage/find-passage.ts';
import type { Passage } from './passage/passage.ts';
import type { Place } from './place.ts';
import { covers, type Range } from './range.ts';

/** How replies go back to the address that the destination saw. */
export function returnRoute(estate: Estate, source: Place, destination: Place, forth: Passage): Judged[] {
  if (forth.way === 'internet' && forth.seenFrom.family === 4) {
    const outside = { kind: 'outside', name: 'the source', range: forth.seenFrom, internet: true } as const;
    return replies(estate, destination, outside);
  }
  const passage = findPassage(estate, destination, source);
  return passage.judged.map((judged) => withTheWayBack(estate, judged, source, destination, forth));
}

/** Where the route back is missing, the one over the same peering or transit gateway mends it. */
function withTheWayBack(
  estate: Estate,
  judged: Judged,
  source: Place,
  destination: Place,
  forth: Passage,
): Judged {
  const target = forth.target;
  const known = forth.way === 'peering' || forth.way === 'transit-gateway';
  if (judged.code !== 'firewall.no-route' || judged.kind !== 'route' || !known || target === undefined)
    return judged;
  const to = networkOf(estate, source);
  const route: Route = {
    ...(to.family === 6
      ? { DestinationIpv6CidrBlock: formatCidr(to) }
      : { DestinationCidrBlock: formatCidr(to) }),
    ...(forth.way === 'peering' ? { VpcPeeringConnectionId: target } : { TransitGatewayId: target }),
    State: 'active',
  };
  return { ...judged, change: { kind: 'route', table: judged.resource, route } };
}

/** The network of the VPC that holds the address, where it is known: routes are made for networks. */
function networkOf(estate: Estate, { vpc, range }: Place): Range {
  const found = estate.one(awsCalls.vpcs, 'vpc-id', vpc);
  if (isGap(found)) return range;
  const texts = [
    found.CidrBlock,
    ...found.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock),
    ...found.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ];
  return (
    texts.map((text) => parseCidr(text ?? '')).find((one) => one !== undefined && covers(one, range)) ?? range
  );
}

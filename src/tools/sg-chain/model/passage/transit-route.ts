import { parseCidr } from '../../../../core/address/cidr.ts';
import { awsCalls } from '../../../../core/aws/calls.ts';
import type { TransitGatewayVpcAttachment } from '../../../../core/aws/transit-gateway.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import type { End } from '../place.ts';
import { covers, rangeText } from '../range.ts';

/** What the route table of an attachment does with packets for a destination; the longest prefix decides. */
export function gatewayRoute(estate: Estate, from: TransitGatewayVpcAttachment, destination: End): Judged[] {
  const attachment = from.TransitGatewayAttachmentId;
  const found = estate.one(awsCalls.transitGatewayAttachments, 'transit-gateway-attachment-id', attachment);
  if (isGap(found))
    return [blind('transit', attachment, `The route table of ${attachment} is not known`, found)];
  const denied = { kind: 'transit', verdict: 'deny', code: 'firewall.transit' } as const;
  const table = found.Association?.TransitGatewayRouteTableId;
  if (table === undefined || (found.Association?.State ?? 'associated') !== 'associated') {
    return [
      {
        ...denied,
        resource: attachment,
        native: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        said: `Attachment ${attachment} is associated with no route table of its transit gateway`,
        evidence: [
          `ec2:DescribeTransitGatewayAttachments ${attachment} Association: ${found.Association?.State ?? 'none'}`,
        ],
        advice: 'Associate the attachment with a route table of the transit gateway.',
      },
    ];
  }
  const routes = estate.all(awsCalls.transitGatewayRoutes, 'TransitGatewayRouteTableId', table);
  if (isGap(routes)) return [blind('transit', table, `The routes of ${table} were not seen`, routes)];
  const towards = rangeText(destination.range);
  const [best] = routes
    .flatMap((route) => {
      const range = parseCidr(route.DestinationCidrBlock ?? '');
      return range && covers(range, destination.range) ? [{ route, range }] : [];
    })
    .toSorted((a, b) => b.range.prefix - a.range.prefix);
  const call = `ec2:SearchTransitGatewayRoutes ${table}`;
  const look = `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id ${table} --filters Name=route-search.longest-prefix-match,Values=${towards}`;
  if (!best) {
    return [
      {
        ...denied,
        resource: table,
        native: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        said: `Transit gateway route table ${table} has no route for ${towards}: it is neither propagated nor static`,
        evidence: [`${call}: nothing holds ${towards}`],
        look,
        advice: `Propagate the destination's attachment into ${table}, or add a static route there.`,
      },
    ];
  }
  const text = `${best.route.DestinationCidrBlock ?? ''} ${best.route.State}`.trim();
  if (best.route.State === 'blackhole') {
    return [
      {
        ...denied,
        resource: table,
        native: 'BAD_STATE_ROUTE',
        said: `Transit gateway route table ${table} sends ${towards} into a blackhole`,
        matched: text,
        evidence: [`${call}: ${text}`],
        look,
        advice: 'Remove the blackhole route, or correct its attachment.',
      },
    ];
  }
  const [next] = best.route.TransitGatewayAttachments;
  const isThere =
    next?.ResourceType === 'vpc' && destination.kind === 'place' && next.ResourceId === destination.vpc;
  if (isThere) {
    return [
      {
        kind: 'transit',
        resource: table,
        verdict: 'allow',
        said: `${table} sends ${towards} to the attachment of ${destination.vpc}`,
        matched: text,
        evidence: [`${call}: ${text}`],
        look,
      },
    ];
  }
  const what = `${next?.ResourceType ?? 'an attachment'} ${next?.ResourceId ?? ''}`.trim();
  return [
    {
      ...blind('transit', table, `${table} sends ${towards} to ${what}`, {
        gap: 'absent',
        why: 'what happens there cannot be seen from here',
      }),
      look,
    },
  ];
}

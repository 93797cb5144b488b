import { awsCalls } from '../../../../core/aws/calls.ts';
import type { TransitGateway, TransitGatewayVpcAttachment } from '../../../../core/aws/transit-gateway.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, type Gap, isGap } from '../estate.ts';
import type { End, Place } from '../place.ts';
import type { Reference } from '../rule-match.ts';
import { isGapFree, zonesOf } from './attachment-zones.ts';
import { lost, type Passage } from './passage.ts';
import { gatewayRoute } from './transit-route.ts';

/**
 * Through a transit gateway: an attachment of the source's VPC with a subnet in the source's zone, a route in the table that the
 * attachment is associated with, and an attachment at the far end.
 */
export function throughTransitGateway(estate: Estate, source: Place, destination: End, id: string): Passage {
  const own = attachmentOf(estate, source.vpc, id);
  const far = destination.kind === 'place' ? attachmentOf(estate, destination.vpc, id) : undefined;
  const judged: Judged[] = [];
  if (isGap(own))
    judged.push(blind('transit', id, `The attachment of ${source.vpc} to ${id} was not seen`, own));
  else judged.push(...attached(estate, source, own), ...gatewayRoute(estate, own, destination));
  return {
    judged,
    way: 'transit-gateway',
    // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-security-groups.html: for inbound rules only.
    egress: lost('over a transit gateway a group can be named in ingress rules only'),
    ingress: ingressReference(estate, id, own, far),
    seenFrom: source.range,
  };
}

function attachmentOf(estate: Estate, vpc: string, gateway: string): TransitGatewayVpcAttachment | Gap {
  const all = estate.all(awsCalls.transitGatewayVpcAttachments, 'vpc-id', vpc);
  if (isGap(all)) return all;
  const here = all.filter(({ TransitGatewayId }) => TransitGatewayId === gateway);
  return (
    here.find(({ State }) => State === 'available') ??
    here[0] ?? {
      gap: 'absent',
      action: 'ec2:DescribeTransitGatewayVpcAttachments',
      why: `no attachment of ${vpc} to ${gateway} is in this account and Region`,
    }
  );
}

function attached(estate: Estate, source: Place, attachment: TransitGatewayVpcAttachment): Judged[] {
  const id = attachment.TransitGatewayAttachmentId;
  const call = `ec2:DescribeTransitGatewayVpcAttachments ${id}`;
  const look = `aws ec2 describe-transit-gateway-vpc-attachments --transit-gateway-attachment-ids ${id}`;
  const base = { kind: 'transit', resource: id, look } as const;
  const denied = { ...base, verdict: 'deny', code: 'firewall.transit' } as const;
  if (attachment.State !== 'available') {
    const state = attachment.State;
    return [
      {
        ...denied,
        native: 'BAD_STATE_ROUTE',
        said: `Attachment ${id} is ${state}, not available`,
        evidence: [`${call} State: ${state}`],
        advice: 'Accept or restore the attachment.',
      },
    ];
  }
  const zones = zonesOf(estate, [source.subnet, ...attachment.SubnetIds]);
  if (!isGapFree(zones))
    return [{ ...blind('transit', id, `The zones of ${id} were not seen`, zones), look }];
  const [own, ...served] = zones;
  if (own !== undefined && served.includes(own)) {
    return [
      {
        ...base,
        verdict: 'allow',
        said: `Attachment ${id} serves zone ${own}`,
        evidence: [`${call} SubnetIds: ${attachment.SubnetIds.join(', ')}`],
      },
    ];
  }
  return [
    {
      ...denied,
      native: 'TGW_ROUTE_AZ_RESTRICTION',
      said: `Attachment ${id} has no subnet in zone ${own ?? 'unknown'}, where ${source.subnet} is`,
      evidence: [
        `${call} SubnetIds: ${attachment.SubnetIds.join(', ')}, in ${[...new Set(served)].join(', ')}`,
      ],
      advice: `Add a subnet of zone ${own ?? 'unknown'} to the attachment: aws ec2 modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${id} --add-subnet-ids SUBNET`,
    },
  ];
}

/** A rule by group id needs the option on the gateway and on both attachments. */
function ingressReference(
  estate: Estate,
  id: string,
  own: TransitGatewayVpcAttachment | Gap,
  far: TransitGatewayVpcAttachment | Gap | undefined,
): Reference {
  if (far === undefined) return lost('the destination is in no VPC');
  const gateway = estate.one(awsCalls.transitGateways, 'transit-gateway-id', id);
  for (const one of [gateway, own, far]) if (isGap(one)) return { use: 'unknown', gap: one };
  const support = [gateway, own, far].flatMap((one) =>
    isGap(one) ? [] : [[nameOf(one), one.Options?.SecurityGroupReferencingSupport]],
  );
  const off = support.filter(([, value]) => value !== undefined && value !== 'enable').map(([name]) => name);
  if (off.length > 0)
    return lost(
      `security group referencing is not enabled on ${off.join(' and ')}`,
      'SG_REFERENCING_SUPPORT',
    );
  const silent = support.filter(([, value]) => value === undefined).map(([name]) => name);
  if (silent.length === 0) return { use: 'works' };
  const why = `whether security group referencing is enabled on ${silent.join(' and ')} is not in the answer`;
  return { use: 'unknown', gap: { gap: 'absent', action: 'ec2:DescribeTransitGateways', why } };
}

const nameOf = (one: TransitGateway | TransitGatewayVpcAttachment): string =>
  'TransitGatewayAttachmentId' in one ? one.TransitGatewayAttachmentId : one.TransitGatewayId;

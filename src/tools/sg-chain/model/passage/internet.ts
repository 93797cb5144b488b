import { type Judged } from '../checkpoint.ts';
import type { Estate } from '../estate.ts';
import type { End, Place } from '../place.ts';
import { rangeText } from '../range.ts';
import { lost, type Passage } from './passage.ts';
import { publicAccess } from './public-access.ts';

/** Through an internet gateway: it carries public addresses only, and IPv4 needs one on the source. */
export function throughInternet(estate: Estate, source: Place, destination: End, gateway: string): Passage {
  const v6 = source.range.family === 6;
  const reference = lost('the way leads over public addresses, with which no group can be named');
  const isPublic =
    destination.kind === 'place' ? v6 || destination.dialledPublicly === true : destination.internet;
  return {
    way: isPublic ? 'internet' : 'none',
    egress: reference,
    ingress: reference,
    seenFrom: v6 ? source.range : (source.publicRange ?? source.range),
    judged: isPublic
      ? [address(source, gateway), ...publicAccess(estate, source, 'out')]
      : [
          {
            kind: 'transit',
            resource: gateway,
            verdict: 'deny',
            code: 'firewall.no-route',
            native: 'NO_ROUTE_TO_DESTINATION',
            said: `Only the route to ${gateway} holds ${rangeText(destination.range)}, and an internet gateway carries no private addresses`,
            evidence: ['private address space (RFC 1918, RFC 6598)'],
            advice: 'Add a route for the private network: a peering, a transit gateway or a VPN.',
          },
        ],
  };
}

function address({ name, publicRange, range }: Place, gateway: string): Judged {
  const base = { kind: 'transit', resource: gateway } as const;
  if (range.family === 6)
    return {
      ...base,
      verdict: 'allow',
      said: `${gateway} carries ${rangeText(range)}`,
      evidence: ['an IPv6 address is public'],
    };
  if (publicRange) {
    return {
      ...base,
      verdict: 'allow',
      said: `${gateway} gives ${name} its public address ${rangeText(publicRange)}`,
      evidence: [`ec2:DescribeNetworkInterfaces Association.PublicIp: ${rangeText(publicRange)}`],
    };
  }
  return {
    ...base,
    verdict: 'deny',
    code: 'firewall.public-access-blocked',
    native: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    said: `${name} has no public address, and ${gateway} carries nothing without one`,
    evidence: ['ec2:DescribeNetworkInterfaces Association: none'],
    advice: 'Give the interface an Elastic IP address, or route the subnet through a NAT gateway.',
  };
}

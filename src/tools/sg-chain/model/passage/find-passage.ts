import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import { dialled, type End, type Place } from '../place.ts';
import { rangeText } from '../range.ts';
import { type Chosen, chooseRoute, routeText, tableOf, targetOf } from '../route-choice.ts';
import { throughEndpoint } from './endpoint.ts';
import { throughInternet } from './internet.ts';
import { throughNat } from './nat.ts';
import { lost, type Passage, works } from './passage.ts';
import { throughPeering } from './peering.ts';
import { throughTransitGateway } from './transit-gateway.ts';

/** The route from a place towards an end, and what it leads through. */
export function findPassage(estate: Estate, source: Place, destination: End): Passage {
  const range = dialled(destination);
  const stuck = (judged: Judged): Passage => ({
    judged: [judged],
    way: judged.verdict === 'unknown' ? 'elsewhere' : 'none',
    egress: works,
    ingress: works,
    seenFrom: source.range,
  });
  const table = tableOf(estate, source.vpc, source.subnet);
  if (isGap(table))
    return stuck(blind('route', source.subnet, `The route from ${source.subnet} was not seen`, table));
  const choice = chooseRoute(estate, table, range);
  const id = table.RouteTableId;
  const look = `aws ec2 describe-route-tables --route-table-ids ${id}`;
  const towards = rangeText(range);
  const path = `ec2:DescribeRouteTables ${id} Routes`;
  switch (choice.how) {
    case 'unknown':
      return stuck({
        ...blind('route', id, `The route of ${id} for ${towards} is not known`, choice.gap),
        look,
      });
    case 'split':
      return stuck({
        ...blind('route', id, `${towards} goes several ways`, {
          gap: 'absent',
          why: `${choice.among.slice(0, 4).map(routeText).join(', ')}; ask for one address`,
        }),
        look,
      });
    case 'none':
      return stuck({
        kind: 'route',
        resource: id,
        verdict: 'deny',
        code: 'firewall.no-route',
        native: 'NO_ROUTE_TO_DESTINATION',
        said: `Route table ${id} has no route for ${towards}`,
        evidence: [`${path}: no destination holds ${towards}`],
        look,
      });
    case 'one':
      break;
  }
  const { chosen, others } = choice;
  const text = routeText(chosen);
  if (chosen.route.State === 'blackhole') {
    return stuck({
      kind: 'route',
      resource: id,
      verdict: 'deny',
      code: 'firewall.blackhole',
      native: others.some(({ route }) => route.State !== 'blackhole')
        ? 'MORE_SPECIFIC_ROUTE'
        : 'BAD_STATE_ROUTE',
      said: `Route table ${id} sends ${towards} into a blackhole: ${text}`,
      matched: text,
      evidence: [`${path}: ${text}, state blackhole`],
      look,
    });
  }
  const route: Judged = {
    kind: 'route',
    resource: id,
    verdict: 'allow',
    said: `${id} sends ${towards} to ${targetOf(chosen.route)}`,
    matched: text,
    evidence: [`${path}: ${text}`],
    look,
  };
  const passage = follow(estate, source, destination, chosen);
  return { ...passage, target: targetOf(chosen.route), judged: [route, ...passage.judged] };
}

function follow(estate: Estate, source: Place, destination: End, { route }: Chosen): Passage {
  const { GatewayId: gateway, NetworkInterfaceId: appliance } = route;
  if (gateway === 'local') return inside(source, destination);
  if (route.VpcPeeringConnectionId !== undefined) {
    return throughPeering(estate, source, destination, route.VpcPeeringConnectionId);
  }
  if (route.TransitGatewayId !== undefined) {
    return throughTransitGateway(estate, source, destination, route.TransitGatewayId);
  }
  if (route.NatGatewayId !== undefined) return throughNat(estate, source, route.NatGatewayId);
  if (gateway?.startsWith('igw-') || route.EgressOnlyInternetGatewayId !== undefined) {
    return throughInternet(estate, source, destination, targetOf(route));
  }
  if (gateway?.startsWith('vpce-'))
    return throughEndpoint(estate, source, gateway, route.DestinationPrefixListId);
  const target = targetOf(route);
  const why =
    appliance === undefined
      ? `what lies behind ${target} cannot be seen here`
      : 'an interface of an appliance or a NAT instance decides by rules of its own';
  return {
    judged: [blind('transit', target, `${target} was not judged`, { gap: 'absent', why })],
    way: 'elsewhere',
    egress: lost(`the way leads through ${target}`),
    ingress: lost(`the way leads through ${target}`),
    seenFrom: source.range,
  };
}

function inside(source: Place, destination: End): Passage {
  const base = { way: 'inside', egress: works, ingress: works, seenFrom: source.range } as const;
  if (destination.kind === 'place' && destination.vpc !== source.vpc) {
    return {
      ...base,
      way: 'none',
      judged: [
        {
          kind: 'transit',
          resource: source.vpc,
          verdict: 'deny',
          code: 'firewall.no-route',
          native: 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
          said: `${rangeText(destination.range)} belongs to ${source.vpc} as well as to ${destination.vpc}: the packet stays in ${source.vpc}`,
          evidence: ['the local route comes first'],
          advice:
            'Networks of VPCs that talk to each other must not overlap: renumber one, or put a private NAT gateway or an endpoint between them.',
        },
      ],
    };
  }
  return { ...base, judged: [] };
}

import { parseCidr } from '../../../core/address/cidr.ts';
import { awsCalls } from '../../../core/aws/calls.ts';
import type { Route, RouteTable } from '../../../core/aws/route-table.ts';
import { type Estate, type Gap, isGap } from './estate.ts';
import { covers, isEverything, overlap, type Range } from './range.ts';

/** The table that routes what leaves a subnet: its own, else the main one of the VPC. */
export function tableOf(estate: Estate, vpc: string, subnet: string): RouteTable | Gap {
  const tables = estate.all(awsCalls.routeTables, 'vpc-id', vpc);
  if (isGap(tables)) return tables;
  const own = tables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === subnet));
  const main = tables.find(({ Associations }) => Associations.some(({ Main }) => Main === true));
  return (
    own ??
    main ?? {
      gap: 'absent',
      action: 'ec2:DescribeRouteTables',
      why: `no route table of ${subnet}, and no main table of ${vpc}, was read`,
    }
  );
}

/** A route that holds the destination, and through which of its networks. */
export interface Chosen {
  readonly route: Route;
  readonly range: Range;
}

export type RouteChoice =
  | { readonly how: 'one'; readonly chosen: Chosen; readonly others: readonly Chosen[] }
  | { readonly how: 'none' }
  /** Addresses of the destination go different ways. */
  | { readonly how: 'split'; readonly among: readonly Chosen[] }
  | { readonly how: 'unknown'; readonly gap: Gap };

/**
 * The longest prefix decides; of equals the local route, then a static one, one by prefix list, and last a propagated one
 * (https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
 */
export function chooseRoute(estate: Estate, table: RouteTable, destination: Range): RouteChoice {
  const found: Chosen[] = [];
  let gap: Gap | undefined;
  for (const route of table.Routes) {
    const ranges = rangesOfRoute(estate, route);
    if (isGap(ranges)) gap ??= ranges;
    else found.push(...ranges.map((range) => ({ route, range })));
  }
  const touching = found.filter(({ range }) => overlap(range, destination)).toSorted(precedence);
  const [chosen, ...others] = touching.filter(({ range }) => covers(range, destination));
  // Of the whole internet the default route is meant, not what has a way of its own.
  const inside = isEverything(destination) ? [] : touching.filter(({ range }) => !covers(range, destination));
  if (inside.some(({ route }) => !chosen || targetOf(route) !== targetOf(chosen.route))) {
    return { how: 'split', among: chosen ? [chosen, ...inside] : inside };
  }
  // An unread prefix list may hold a longer prefix than a route that is not for this very address.
  if (gap && (!chosen || chosen.range.prefix < destination.prefix)) return { how: 'unknown', gap };
  return chosen ? { how: 'one', chosen, others } : { how: 'none' };
}

const precedence = (a: Chosen, b: Chosen): number =>
  b.range.prefix - a.range.prefix || rank(a.route) - rank(b.route);

function rank(route: Route): number {
  if (route.GatewayId === 'local') return 0;
  if (route.Origin === 'EnableVgwRoutePropagation') return 3;
  return route.DestinationPrefixListId === undefined ? 1 : 2;
}

function rangesOfRoute(estate: Estate, route: Route): Range[] | Gap {
  const text = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  if (text !== undefined) return [parseCidr(text) ?? []].flat();
  if (route.DestinationPrefixListId === undefined) return [];
  const entries = estate.all(awsCalls.prefixListEntries, 'PrefixListId', route.DestinationPrefixListId);
  return isGap(entries) ? entries : entries.flatMap(({ Cidr }) => parseCidr(Cidr) ?? []);
}

/** The id of what a route leads to. */
export const targetOf = (route: Route): string =>
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId ??
  route.EgressOnlyInternetGatewayId ??
  route.NetworkInterfaceId ??
  route.LocalGatewayId ??
  route.CarrierGatewayId ??
  route.CoreNetworkArn ??
  route.GatewayId ??
  'nothing';

/** What a route is for, as the table shows it. */
export const routeText = ({ route }: Chosen): string =>
  `${route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? 'a route'} -> ${targetOf(route)}`;

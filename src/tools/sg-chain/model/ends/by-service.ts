import { parseCidr } from '../../../../core/address/cidr.ts';
import { awsCalls } from '../../../../core/aws/calls.ts';
import { type Estate, type Gap, isGap } from '../estate.ts';
import type { End, Place } from '../place.ts';
import { rangeOf } from '../range.ts';
import { byAddress } from './by-address.ts';
import { type Found, type Hints, MOST, nowhere } from './found.ts';

interface Described {
  readonly what: string;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly ungrouped?: true;
  readonly facesInternet?: Place['facesInternet'];
}

/** A service by the groups and the subnets that it is made with: one place a subnet, the address being any of it. */
export function describedPlaces(
  estate: Estate,
  { what, subnets, groups, ungrouped, facesInternet }: Described,
  hints: Hints,
): Found {
  const places: Place[] = [];
  let missing: Gap | undefined;
  for (const id of subnets.slice(0, MOST)) {
    const found = estate.one(awsCalls.subnets, 'subnet-id', id);
    if (isGap(found)) {
      missing ??= found;
      continue;
    }
    const text = hints.family === 4 ? found.CidrBlock : found.Ipv6CidrBlockAssociationSet[0]?.Ipv6CidrBlock;
    const range = parseCidr(text ?? '');
    if (range)
      places.push({
        kind: 'place',
        name: `${what} in ${id}`,
        vpc: found.VpcId,
        subnet: id,
        groups,
        range,
        ...(ungrouped && { ungrouped }),
        ...(facesInternet && { facesInternet }),
      });
  }
  if (places.length === 0)
    return nowhere(
      missing ?? { gap: 'absent', why: `${what} is in no subnet with IPv${hints.family} addresses` },
    );
  const left = subnets.length - places.length;
  return {
    ends: places,
    ...(left > 0 && { beyond: left, notes: [`${what} has ${left} more subnets, which were not judged.`] }),
  };
}

/** The interface that a service's name resolves to now, where it does; failover may move it. */
function resolved(estate: Estate, host: string | undefined, hints: Hints): Found | undefined {
  if (host === undefined) return undefined;
  const addresses = estate.addresses(host);
  if (isGap(addresses)) return addresses.gap === 'pending' ? nowhere(addresses) : undefined;
  const [range] = addresses
    .flatMap((text) => rangeOf(text) ?? [])
    .filter(({ family }) => family === hints.family);
  const found = range && byAddress(estate, range, hints);
  if (found?.gap?.gap === 'pending') return found;
  return found?.ends.every(({ kind }) => kind === 'place') && found.ends.length > 0 ? found : undefined;
}

/** An RDS instance. Its name means a private address inside its VPC, even when it is publicly accessible. */
export function database(estate: Estate, name: string, hints: Hints): Found {
  const found = estate.one(awsCalls.dbInstances, 'DBInstanceIdentifier', name);
  if (isGap(found)) return nowhere(found);
  const { Endpoint, VpcSecurityGroups, DBSubnetGroup, PubliclyAccessible } = found;
  const described: Described = {
    what: `RDS instance ${name}`,
    subnets: DBSubnetGroup?.Subnets.map((one) => one.SubnetIdentifier) ?? [],
    groups: VpcSecurityGroups.map((one) => one.VpcSecurityGroupId),
    ...(PubliclyAccessible === true && { facesInternet: 'outside' }),
  };
  const ends = resolved(estate, Endpoint?.Address, hints) ?? describedPlaces(estate, described, hints);
  return {
    ...ends,
    ends: ends.ends.map((end) => privatelyDialled(end, hints)),
    ...(Endpoint?.Port !== undefined && { port: Endpoint.Port }),
  };
}

function privatelyDialled(end: End, { near }: Hints): End {
  if (end.kind === 'outside' || !end.dialledPublicly || !near.includes(end.vpc)) return end;
  const { dialledPublicly: _, ...place } = end;
  return place;
}

/** A cluster by its writer: the subnets are said of instances only. */
export function databaseCluster(estate: Estate, name: string, hints: Hints): Found {
  const found = estate.one(awsCalls.dbClusters, 'DBClusterIdentifier', name);
  if (isGap(found)) return nowhere(found);
  const { DBClusterMembers: members, Port, Endpoint } = found;
  const writer = members.find(({ IsClusterWriter }) => IsClusterWriter === true) ?? members[0];
  const ends =
    resolved(estate, Endpoint, hints) ??
    (writer
      ? database(estate, writer.DBInstanceIdentifier, hints)
      : nowhere({ gap: 'absent', why: `cluster ${name} has no instance` }));
  return { ...ends, ...(Port !== undefined && { port: Port }) };
}

export function databaseProxy(estate: Estate, name: string, hints: Hints): Found {
  const found = estate.one(awsCalls.dbProxies, 'DBProxyName', name);
  if (isGap(found)) return nowhere(found);
  const what = { what: `RDS proxy ${name}`, subnets: found.VpcSubnetIds, groups: found.VpcSecurityGroupIds };
  return resolved(estate, found.Endpoint, hints) ?? describedPlaces(estate, what, hints);
}

export function lambda(estate: Estate, name: string, hints: Hints): Found {
  const found = estate.one(awsCalls.functions, 'FunctionName', name);
  if (isGap(found)) return nowhere(found);
  const { SubnetIds: subnets = [], SecurityGroupIds: groups = [] } = found.VpcConfig ?? {};
  if (subnets.length === 0)
    return nowhere({
      gap: 'absent',
      why: `function ${name} is attached to no VPC: it sends from AWS’s own network`,
    });
  return describedPlaces(estate, { what: `Lambda function ${name}`, subnets, groups }, hints);
}

export function loadBalancer(estate: Estate, name: string, hints: Hints): Found {
  const found = estate.one(awsCalls.loadBalancers, 'Names', name);
  if (isGap(found)) return nowhere(found);
  const subnets = found.AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? []);
  const groups = found.SecurityGroups;
  const ungrouped = found.Type !== 'application' && groups.length === 0;
  const what = { what: `balancer ${name}`, subnets, groups, ...(ungrouped && { ungrouped: true as const }) };
  if (found.Scheme !== 'internet-facing') return { ...describedPlaces(estate, what, hints), balancer: found };
  const shown =
    resolved(estate, found.DNSName, hints) ??
    describedPlaces(estate, { ...what, facesInternet: 'everywhere' }, hints);
  return { ...shown, balancer: found };
}

import { awsCalls } from '../../../../core/aws/calls.ts';
import { type Estate, isGap } from '../estate.ts';
import type { End } from '../place.ts';
import { rangeOf } from '../range.ts';
import { byAddress } from './by-address.ts';
import { database, databaseCluster, databaseProxy, lambda, loadBalancer } from './by-service.ts';
import type { EndSpec } from './end-spec.ts';
import { type Found, type Hints, MOST, nowhere } from './found.ts';
import { placeOf } from './interface-place.ts';

/** The interfaces, or the outside, that an end stands for. */
export function findEnds(estate: Estate, spec: EndSpec, hints: Hints): Found {
  switch (spec.kind) {
    case 'internet':
      return {
        ends: [
          {
            kind: 'outside',
            name: 'the internet',
            range: { family: hints.family, value: 0n, prefix: 0 },
            internet: true,
          },
        ],
      };
    case 'network':
      return byAddress(estate, spec.range, hints);
    case 'addresses':
      return (
        joined(spec.ranges.map((range) => byAddress(estate, range, hints))) ??
        nowhere({ gap: 'absent', why: 'no address was given' })
      );
    case 'interface':
      return byFilter(estate, 'network-interface-id', spec.id, hints);
    case 'instance':
      return byFilter(estate, 'attachment.instance-id', spec.id, hints);
    case 'endpoint':
      return endpoint(estate, spec.id, hints);
    case 'db':
      return database(estate, spec.name, hints);
    case 'db-cluster':
      return databaseCluster(estate, spec.name, hints);
    case 'db-proxy':
      return databaseProxy(estate, spec.name, hints);
    case 'balancer':
      return loadBalancer(estate, spec.name, hints);
    case 'function':
      return lambda(estate, spec.name, hints);
    case 'name':
      return byName(estate, spec.host, hints);
  }
}

/** The interface of an id, or the primary one of an instance, which is what it sends from by default. */
function byFilter(estate: Estate, filter: string, id: string, { family }: Hints): Found {
  const found = estate.all(awsCalls.interfaces, filter, id);
  if (isGap(found)) return nowhere(found);
  const primary = found.find(({ Attachment }) => Attachment?.DeviceIndex === 0) ?? found[0];
  if (!primary)
    return nowhere({
      gap: 'absent',
      action: 'ec2:DescribeNetworkInterfaces',
      why: `${id} is not in this account and Region`,
    });
  const place = placeOf(primary, family);
  if (!place)
    return nowhere({ gap: 'absent', why: `${primary.NetworkInterfaceId} has no IPv${family} address` });
  const others = found.length - 1;
  return {
    ends: [place],
    ...(others > 0 && {
      notes: [`${id} has ${others} more interfaces; ${place.name}, its primary one, was judged.`],
    }),
  };
}

function endpoint(estate: Estate, id: string, hints: Hints): Found {
  const found = estate.one(awsCalls.endpoints, 'vpc-endpoint-id', id);
  if (isGap(found)) return nowhere(found);
  const all = found.NetworkInterfaceIds.slice(0, MOST).map((one) =>
    byFilter(estate, 'network-interface-id', one, hints),
  );
  return (
    joined(all, found.NetworkInterfaceIds.length - all.length) ??
    nowhere({ gap: 'absent', why: `${id} has no interface: a gateway endpoint is reached by routes` })
  );
}

function byName(estate: Estate, host: string, hints: Hints): Found {
  const addresses = estate.addresses(host);
  if (isGap(addresses)) return nowhere(addresses);
  const ranges = addresses
    .flatMap((text) => rangeOf(text) ?? [])
    .filter(({ family }) => family === hints.family);
  const judged = ranges.slice(0, MOST);
  const found = joined(
    judged.map((range) => byAddress(estate, range, hints)),
    ranges.length - judged.length,
  );
  return (
    found ??
    nowhere({ gap: 'unresolved', why: `the name has no IPv${hints.family} address where Layerwalk runs` })
  );
}

/** Several finds as one; what one of them lacks is told only when all lack it, unless it can still be read. */
function joined(all: readonly Found[], left = 0): Found | undefined {
  const [first] = all;
  if (!first) return undefined;
  const pending = all.find(({ gap }) => gap?.gap === 'pending');
  if (pending) return pending;
  const ends: End[] = all.flatMap((one) => one.ends);
  const ambiguous = all.flatMap((one) => one.ambiguous ?? []);
  const notes = all.flatMap((one) => one.notes ?? []);
  if (ends.length === 0) return first;
  const beyond = left + all.filter((one) => one.ends.length === 0).length;
  return {
    ends,
    ...(beyond > 0 && { beyond }),
    ...(ambiguous.length > 0 && { ambiguous }),
    ...(notes.length > 0 && { notes }),
  };
}

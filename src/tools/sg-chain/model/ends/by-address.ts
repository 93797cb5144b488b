import { isPrivate } from '../../../../core/address/policy.ts';
import { awsCalls } from '../../../../core/aws/calls.ts';
import type { NetworkInterface } from '../../../../core/aws/network-interface.ts';
import { type Estate, type Gap, isGap } from '../estate.ts';
import type { Outside, Place } from '../place.ts';
import { covers, isOne, type Range, rangesOf, rangeText } from '../range.ts';
import { type Found, type Hints, nowhere } from './found.ts';
import { placeOf } from './interface-place.ts';

/**
 * The interface that holds an address: as a private address, the addresses of pods among them, as a public one, or inside a prefix that
 * is delegated to it. A network, and an address that nobody holds, is somebody outside.
 */
export function byAddress(estate: Estate, range: Range, hints: Hints): Found {
  const text = rangeText(range);
  const internet = !isPrivate(text.split('/')[0] ?? text);
  const outside: Outside = {
    kind: 'outside',
    name: text,
    range,
    internet,
    ...(!internet && { hidden: true }),
  };
  if (!isOne(range)) return { ends: [outside] };
  const listed = holders(estate, range, internet);
  if (isGap(listed)) return nowhere(listed);
  const places = toPlaces(listed, range, hints);
  if (places.length > 0) return chosen(places, hints);
  const delegated = behindPrefix(estate, range, hints);
  if (isGap(delegated)) return nowhere(delegated);
  const behind = toPlaces(delegated, range, hints);
  return behind.length > 0 ? chosen(behind, hints) : { ends: [outside] };
}

function holders(estate: Estate, range: Range, internet: boolean): readonly NetworkInterface[] | Gap {
  const text = rangeText(range);
  if (range.family === 6) return estate.all(awsCalls.interfaces, 'ipv6-addresses.ipv6-address', text);
  const shown = internet ? estate.all(awsCalls.interfaces, 'addresses.association.public-ip', text) : [];
  if (isGap(shown) || shown.length > 0) return shown;
  // A VPC may use public address space for its own.
  return estate.all(awsCalls.interfaces, 'addresses.private-ip-address', text);
}

const toPlaces = (all: readonly NetworkInterface[], range: Range, { family }: Hints): Place[] =>
  all.flatMap((one) => placeOf(one, family, range) ?? []);

/** The same address may be in use in several VPCs: the one asked for, else the peer's own, to which the local route leads. */
function chosen(places: readonly Place[], { vpc, near }: Hints): Found {
  const of = (id: string | undefined): Place[] => places.filter((one) => one.vpc === id);
  const vpcs = [...new Set(places.map((one) => one.vpc))];
  const [only] = vpcs.length === 1 ? places : of(vpc);
  if (only) return { ends: [only] };
  const [own] = near.length === 1 ? of(near[0]) : [];
  if (!own) return { ends: places, ambiguous: places };
  const others = places.filter((one) => one !== own).map(({ name, vpc: id }) => `${name} in ${id}`);
  return {
    ends: [own],
    notes: [
      `${rangeText(own.range)} is also ${others.join(', ')}; ${own.name} is in the VPC of the other end.`,
    ],
  };
}

/** Addresses of a delegated prefix are listed nowhere: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html */
function behindPrefix(estate: Estate, range: Range, { vpc, near }: Hints): readonly NetworkInterface[] | Gap {
  const found: NetworkInterface[] = [];
  for (const id of new Set(vpc === undefined ? near : [vpc])) {
    const subnets = estate.all(awsCalls.subnets, 'vpc-id', id);
    if (isGap(subnets)) return subnets;
    const holding = subnets.filter(({ CidrBlock, Ipv6CidrBlockAssociationSet }) =>
      rangesOf([CidrBlock, ...Ipv6CidrBlockAssociationSet.map((one) => one.Ipv6CidrBlock)]).some((one) =>
        covers(one, range),
      ),
    );
    for (const { SubnetId } of holding) {
      const there = estate.all(awsCalls.interfaces, 'subnet-id', SubnetId);
      if (isGap(there)) return there;
      found.push(...there);
    }
  }
  return found;
}

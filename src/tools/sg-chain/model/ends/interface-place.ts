import type { NetworkInterface } from '../../../../core/aws/network-interface.ts';
import type { Place } from '../place.ts';
import { covers, isOne, type Range, rangeOf, rangesOf } from '../range.ts';

/** Interfaces of AWS's own that pass packets without any security group. */
const WITHOUT_GROUPS: ReadonlySet<string> = new Set([
  'nat_gateway',
  'network_load_balancer',
  'gateway_load_balancer',
  'transit_gateway',
]);

/** An interface as a place, with the address that is asked about; undefined when it has none of that family. */
export function placeOf(eni: NetworkInterface, family: 4 | 6, asked?: Range): Place | undefined {
  const found = asked ? address(eni, asked) : first(eni, family);
  if (!found) return undefined;
  const { InterfaceType = 'interface', Groups } = eni;
  return {
    kind: 'place',
    name: eni.NetworkInterfaceId,
    vpc: eni.VpcId,
    subnet: eni.SubnetId,
    groups: Groups.map(({ GroupId }) => GroupId),
    ...(Groups.length === 0 && WITHOUT_GROUPS.has(InterfaceType) && { ungrouped: true as const }),
    ...found,
    eni,
  };
}

type Addresses = Pick<Place, 'range' | 'publicRange' | 'dialledPublicly'>;

function first(eni: NetworkInterface, family: 4 | 6): Addresses | undefined {
  const text = family === 4 ? eni.PrivateIpAddress : eni.Ipv6Addresses[0]?.Ipv6Address;
  const range = rangeOf(text ?? '');
  return range && { range, ...publicOf(eni, text ?? '') };
}

/** The private address that the asked one is, or that stands behind it. */
function address(eni: NetworkInterface, asked: Range): Addresses | undefined {
  for (const { PrivateIpAddress, Association } of eni.PrivateIpAddresses) {
    const range = rangeOf(PrivateIpAddress);
    const shown = rangeOf(Association?.PublicIp ?? '');
    if (range && same(range, asked)) return { range, ...(shown && { publicRange: shown }) };
    if (range && shown && same(shown, asked)) return { range, publicRange: shown, dialledPublicly: true };
  }
  const own = rangesOf([
    eni.PrivateIpAddress,
    ...eni.Ipv6Addresses.map((one) => one.Ipv6Address),
    ...eni.Ipv4Prefixes.map((one) => one.Ipv4Prefix),
    ...eni.Ipv6Prefixes.map((one) => one.Ipv6Prefix),
  ]);
  return isOne(asked) && own.some((one) => covers(one, asked)) ? { range: asked } : undefined;
}

function publicOf(eni: NetworkInterface, text: string): Pick<Place, 'publicRange'> {
  const mine = eni.PrivateIpAddresses.find(({ PrivateIpAddress }) => PrivateIpAddress === text);
  const range = rangeOf((mine ? mine.Association : eni.Association)?.PublicIp ?? '');
  return range ? { publicRange: range } : {};
}

const same = (a: Range, b: Range): boolean => covers(a, b) && covers(b, a);

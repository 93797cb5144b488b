import { type Cidr, contains, parseCidr } from '../../core/address/cidr.ts';
import { parseIp } from '../../core/address/ip.ts';
import type { HostView } from '../../core/world/host-view.ts';

/**
 * Documentation networks (RFC 5737 section 3, RFC 3849, RFC 9637), which nobody has, each with the address that is dialled: nobody
 * should answer for it. In the order of choice.
 */
const DOCUMENTATION: readonly { readonly network: string; readonly address: string }[] = [
  { network: '192.0.2.0/24', address: '192.0.2.1' },
  { network: '198.51.100.0/24', address: '198.51.100.1' },
  { network: '203.0.113.0/24', address: '203.0.113.1' },
  { network: '2001:db8::/32', address: '2001:db8::1' },
  { network: '3fff::/20', address: '3fff::1' },
];

/** The address of the control unless it is said otherwise. */
export const NOBODY = '192.0.2.1';

/** The addresses whose routes {@link nobodyFor} wants to know, for targets at these addresses. */
export const candidates = (targets: readonly string[]): string[] =>
  DOCUMENTATION.map(({ address }) => address).filter(
    (address) => parseIp(address)?.family === familyOf(targets),
  );

/**
 * An address of the targets' family that nobody has: of a documentation network in which neither this host nor a target has an
 * address, and to which no route leads but a default one. Somebody uses the others after all. Undefined when none is left.
 */
export function nobodyFor(
  targets: readonly string[],
  host: Pick<HostView, 'interfaces' | 'routes'> | undefined,
): string | undefined {
  const used = [...targets, ...(host?.interfaces ?? []).flatMap(({ addresses }) => addresses)];
  return DOCUMENTATION.find(({ network, address }) => {
    const cidr = parseCidr(network);
    if (!cidr || parseIp(address)?.family !== familyOf(targets)) return false;
    const routed = host?.routes.some(({ to, specific }) => to === address && specific === true) ?? false;
    return !routed && !used.some((one) => isIn(cidr, one));
  })?.address;
}

/** IPv4 wherever a target has it: most networks have nothing else to lie with. */
const familyOf = (targets: readonly string[]): 4 | 6 =>
  targets.every((target) => parseIp(target)?.family === 6) ? 6 : 4;

function isIn(network: Cidr, address: string): boolean {
  const ip = parseIp(address);
  return ip !== undefined && contains(network, ip);
}

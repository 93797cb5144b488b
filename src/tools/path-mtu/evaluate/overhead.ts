/** What encapsulations take from each packet, in bytes, over IPv4 unless said. */
const OVERHEADS: readonly (readonly [bytes: number, name: string])[] = [
  [8, 'PPPoE (RFC 2516)'],
  [20, 'IP-in-IP (RFC 2003)'],
  [24, 'GRE (RFC 2784)'],
  [28, 'GRE with a key (RFC 2890)'],
  [50, 'VXLAN or Geneve (RFC 7348, RFC 8926)'],
  [58, 'Geneve with OVN’s option'],
  [60, 'WireGuard over IPv4'],
  [70, 'VXLAN or Geneve over IPv6'],
  [80, 'WireGuard'],
  [130, 'VXLAN or Geneve inside WireGuard'],
];
/** IPsec in tunnel mode pads to its cipher's blocks (RFC 4303 section 2.4). */
const IPSEC = { least: 50, most: 73 } as const;

/** The encapsulation that likely takes so many bytes; undefined when none is known to. */
export function likelyOverhead(bytes: number): string | undefined {
  const known = OVERHEADS.find(([size]) => size === bytes)?.[1];
  const ipsec = bytes >= IPSEC.least && bytes <= IPSEC.most ? 'IPsec (50 to 73)' : undefined;
  return known !== undefined && ipsec !== undefined ? `${known}, or ${ipsec}` : (known ?? ipsec);
}

import type { Ports } from './ports.ts';

/** What is sent: towards which port, from which client ports. ICMP is an echo request; `ipip` (IP in IP) and `esp` (IPsec)
 * carry the packets of overlays. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'ipip' | 'esp';
  readonly family: 4 | 6;
  /** 0 for what has none. */
  readonly port: number;
  /** The client's ephemeral ports. */
  readonly clientPorts: Ports;
}

/** IANA protocol numbers: https://www.iana.org/assignments/protocol-numbers */
const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, ipip: 4, tcp: 6, udp: 17, esp: 50, icmpv6: 58 };

/** The number of the flow's protocol: ICMP is another one over IPv6. */
export const protocolNumber = ({ protocol, family }: Pick<Flow, 'protocol' | 'family'>): number =>
  NUMBERS[protocol === 'icmp' && family === 6 ? 'icmpv6' : protocol] ?? -1;

/** Whether a rule's protocol, a name, a number as text or `-1`, is the flow's. */
export function isProtocol(text: string, flow: Pick<Flow, 'protocol' | 'family'>): boolean {
  if (text === '-1') return true;
  return (NUMBERS[text] ?? Number(text)) === protocolNumber(flow);
}

/** Type and code of an echo request, and of its reply (RFC 792, RFC 4443 section 4). */
export const echoType = ({ family }: Pick<Flow, 'family'>, reply = false): number =>
  family === 4 ? (reply ? 0 : 8) : reply ? 129 : 128;

/** Whether packets of a protocol have ports. */
export const hasPorts = ({ protocol }: Pick<Flow, 'protocol'>): boolean =>
  protocol === 'tcp' || protocol === 'udp';

/** Whether packets of a protocol carry other packets, and have neither ports nor types. */
export const isCarrier = ({ protocol }: Pick<Flow, 'protocol'>): boolean =>
  protocol === 'ipip' || protocol === 'esp';

/** `tcp/443`, `icmp echo`, `protocol 4 (ipip)`. */
export function flowText({ protocol, port }: Flow): string {
  if (protocol === 'icmp') return 'icmp echo';
  return hasPorts({ protocol }) ? `${protocol}/${port}` : `protocol ${NUMBERS[protocol]} (${protocol})`;
}

import type { Ports } from './ports.ts';

/** What is sent: towards which port, from which client ports. ICMP is an echo request. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly family: 4 | 6;
  /** 0 for ICMP, which has none. */
  readonly port: number;
  /** The client's ephemeral ports. */
  readonly clientPorts: Ports;
}

/** IANA protocol numbers: https://www.iana.org/assignments/protocol-numbers */
const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

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

/** `tcp/443`, `icmp echo`. */
export const flowText = ({ protocol, port }: Flow): string =>
  protocol === 'icmp' ? 'icmp echo' : `${protocol}/${port}`;

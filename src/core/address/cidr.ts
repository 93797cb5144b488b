import { formatIp, type IpAddress, parseIp } from './ip.ts';

/** A network: host bits are masked away. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly value: bigint;
  readonly prefix: number;
}

const bits = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** Reads `address/length` (RFC 4632 section 3.1); a bare address is a network of one. Undefined when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const ip = parseIp(address);
  if (!ip || ip.zone !== undefined || rest.length > 0) return undefined;
  const width = bits(ip.family);
  if (length !== undefined && !/^(?:0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
  const prefix = length === undefined ? width : Number(length);
  if (prefix > width) return undefined;
  const host = BigInt(width - prefix);
  return { family: ip.family, value: (ip.value >> host) << host, prefix };
}

/** Whether an address lies in a network. Families never cross. */
export function contains(cidr: Cidr, ip: IpAddress): boolean {
  const host = BigInt(bits(cidr.family) - cidr.prefix);
  return cidr.family === ip.family && ip.value >> host === cidr.value >> host;
}

/** The canonical text of a network. */
export const formatCidr = ({ family, value, prefix }: Cidr): string =>
  `${formatIp({ family, value })}/${prefix}`;

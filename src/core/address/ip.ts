/** An IP address: 32 or 128 bits as a number, the zone of a scoped IPv6 address kept apart. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
  readonly zone?: string;
}

const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const ZONE = /^[0-9a-zA-Z\-.:]+$/;

/**
 * Reads an address in its usual notation only: four decimal octets without leading zeros (RFC 6943 section 3.1.1:
 * looser forms mean different things to different programs), or RFC 4291 section 2.2 with an optional RFC 4007 zone.
 * Returns undefined for anything else.
 */
export function parseIp(text: string): IpAddress | undefined {
  if (text.length > 100) return undefined;
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): IpAddress | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (!OCTET.test(octet) || Number(octet) > 255) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return { family: 4, value };
}

function parseV6(text: string): IpAddress | undefined {
  const [address = '', zone, ...rest] = text.split('%');
  if (rest.length > 0 || (zone !== undefined && !ZONE.test(zone))) return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const before = groups(head, tail === undefined);
  const after = tail === undefined ? [] : groups(tail, true);
  if (!before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array<number>(missing).fill(0), ...after];
  const value = all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return zone === undefined ? { family: 6, value } : { family: 6, value, zone };
}

/** The 16-bit groups of one side of "::"; an IPv4 tail is allowed only at the very end of the address. */
function groups(side: string, last: boolean): number[] | undefined {
  if (side === '') return [];
  const parts = side.split(':');
  const out: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) out.push(Number.parseInt(part, 16));
    else {
      const v4 = last && index === parts.length - 1 ? parseV4(part) : undefined;
      if (!v4) return undefined;
      out.push(Number(v4.value >> 16n), Number(v4.value & 0xffffn));
    }
  }
  return out;
}

/** The canonical text of an address (RFC 5952 for IPv6; IPv4-mapped addresses keep their dotted tail). */
export function formatIp({ family, value, zone }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const suffix = zone === undefined ? '' : `%${zone}`;
  if (value >> 32n === 0xffffn)
    return `::ffff:${formatIp({ family: 4, value: value & 0xffffffffn })}${suffix}`;
  const parts = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  const { start, length } = longestZeros(parts);
  const hex = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part) => part.toString(16))
      .join(':');
  return (length < 2 ? hex(0, 8) : `${hex(0, start)}::${hex(start + length, 8)}`) + suffix;
}

/** The address that goes over the wire: an IPv4-mapped address is an IPv4 one (RFC 4291 section 2.5.5.2). */
export function unmapped(ip: IpAddress): IpAddress {
  const mapped = ip.family === 6 && ip.value >> 32n === 0xffffn;
  return mapped ? { family: 4, value: ip.value & 0xffff_ffffn } : ip;
}

function longestZeros(parts: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < parts.length; start++) {
    let end = start;
    while (parts[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

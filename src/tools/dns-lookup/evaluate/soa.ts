import type { DnsRecord } from '../../../core/world/dns.ts';

/** What of an SOA tells whether two are of the same zone content (RFC 1035 section 3.3.13). */
export interface Soa {
  readonly mname: string;
  readonly serial: number;
  /** Seconds that a denial may be kept: the lesser of the record's ttl and MINIMUM (RFC 2308 section 5). */
  readonly negativeTtl: number;
}

/** Reads the presentation form of an SOA; undefined when it is none. */
export function readSoa({ data, ttl }: DnsRecord): Soa | undefined {
  const [mname, , serial, , , , minimum] = data.split(' ');
  if (mname === undefined || !/^\d+$/.test(serial ?? '') || !/^\d+$/.test(minimum ?? '')) return undefined;
  return { mname: mname.toLowerCase(), serial: Number(serial), negativeTtl: Math.min(ttl, Number(minimum)) };
}

/** Serial number arithmetic (RFC 1982 section 3.2): whether `one` comes after `other`. */
export const isNewer = (one: number, other: number): boolean =>
  one !== other && (one - other) >>> 0 < 0x80000000;

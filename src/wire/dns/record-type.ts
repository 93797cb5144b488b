import { EncodeError } from './encode-error.ts';

/** Types with a mnemonic here (IANA "Resource Record (RR) TYPEs"); the rest are `TYPE` and the number, RFC 3597 section 5. */
const NUMBERS = {
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, HINFO: 13, MX: 15, TXT: 16, RP: 17, AFSDB: 18, KEY: 25, AAAA: 28, LOC: 29,
  SRV: 33, NAPTR: 35, CERT: 37, DNAME: 39, OPT: 41, DS: 43, SSHFP: 44, IPSECKEY: 45, RRSIG: 46, NSEC: 47, DNSKEY: 48,
  DHCID: 49, NSEC3: 50, NSEC3PARAM: 51, TLSA: 52, SMIMEA: 53, HIP: 55, CDS: 59, CDNSKEY: 60, OPENPGPKEY: 61, CSYNC: 62,
  ZONEMD: 63, SVCB: 64, HTTPS: 65, SPF: 99, TKEY: 249, TSIG: 250, IXFR: 251, AXFR: 252, ANY: 255, URI: 256, CAA: 257,
} as const; // prettier-ignore

const MNEMONICS = new Map<number, string>(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** `A` for 1, `TYPE65534` for a number without a mnemonic. */
export function typeName(number: number): string {
  return MNEMONICS.get(number) ?? `TYPE${number}`;
}

/** The number of `A`, `aaaa` or `TYPE65534`. Throws EncodeError for anything else. */
export function typeNumber(name: string): number {
  const upper = name.toUpperCase();
  const known = Object.hasOwn(NUMBERS, upper) ? NUMBERS[upper as keyof typeof NUMBERS] : undefined;
  if (known !== undefined) return known;
  const digits = /^TYPE(\d{1,5})$/.exec(upper)?.[1];
  if (digits === undefined || Number(digits) > 0xffff)
    throw new EncodeError(`no such record type: ${JSON.stringify(name)}`);
  return Number(digits);
}

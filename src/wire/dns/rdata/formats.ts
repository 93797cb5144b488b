import { ipv4, ipv6 } from './address-field.ts';
import { base64, hash, hex, salt } from './binary-field.ts';
import type { Field } from './field.ts';
import { name, plainName } from './name-field.ts';
import { u16, u32, u8 } from './number-field.ts';
import { restString, string, strings, tag } from './string-field.ts';
import { svcParams } from './svc-params.ts';
import { time } from './time-field.ts';
import { recordType, typeBitmap } from './type-field.ts';

const digest = [u16, u8, u8, hex];
const key = [u16, u8, u8, base64];
const service = [u16, plainName, svcParams];

/** The fields of each record type that is decoded, in the order they have on the wire and in a zone file. */
export const FORMATS: Readonly<Record<string, readonly Field[]>> = {
  A: [ipv4], // RFC 1035 section 3.4.1
  NS: [name],
  CNAME: [name],
  SOA: [name, name, u32, u32, u32, u32, u32],
  PTR: [name],
  HINFO: [string, string],
  MX: [u16, name],
  TXT: [strings],
  RP: [plainName, plainName], // RFC 1183
  AFSDB: [u16, plainName],
  AAAA: [ipv6], // RFC 3596
  SRV: [u16, u16, u16, plainName], // RFC 2782
  NAPTR: [u16, u16, string, string, string, plainName], // RFC 3403
  DNAME: [plainName], // RFC 6672
  DS: digest, // RFC 4034 section 5
  CDS: digest,
  SSHFP: [u8, u8, hex], // RFC 4255
  RRSIG: [recordType, u8, u8, u32, time, time, u16, plainName, base64], // RFC 4034 section 3
  NSEC: [plainName, typeBitmap],
  DNSKEY: key,
  CDNSKEY: key,
  NSEC3: [u8, u8, u16, salt, hash, typeBitmap], // RFC 5155
  NSEC3PARAM: [u8, u8, u16, salt],
  TLSA: [u8, u8, u8, hex], // RFC 6698
  SMIMEA: [u8, u8, u8, hex],
  SVCB: service, // RFC 9460
  HTTPS: service,
  SPF: [strings],
  URI: [u16, u16, restString], // RFC 7553
  CAA: [u8, tag, restString], // RFC 8659
};

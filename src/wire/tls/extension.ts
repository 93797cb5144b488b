import type { ByteReader } from './byte-reader.ts';
import { concat, uint, vector } from './byte-builder.ts';
import { MalformedTls } from './malformed-tls.ts';

/** Extension types of the IANA registry that are sent or read here. */
export const EXTENSION = {
  serverName: 0,
  statusRequest: 5,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  padding: 21,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  supportedVersions: 43,
  pskKeyExchangeModes: 45,
  certificateAuthorities: 47,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;

const MAX_EXTENSIONS = 256;

/** An extension as it is sent: type, then a vector. */
export function extension(type: number, ...content: readonly Uint8Array[]): Uint8Array {
  return concat([uint(2, type), vector(2, ...content)]);
}

/** The extensions of a 16-bit vector that is next in the reader; none when nothing is left (RFC 5246 section 7.4.1.4). */
export function readExtensions(reader: ByteReader): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  if (reader.left === 0) return found;
  const list = reader.inner(2);
  while (list.left > 0) {
    if (found.size >= MAX_EXTENSIONS) throw new MalformedTls('too many extensions');
    found.set(list.uint(2), list.vector(2));
  }
  return found;
}

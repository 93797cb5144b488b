import { ByteReader } from './byte-reader.ts';

const NAMED_CURVE = 3;

/** The key exchange of TLS 1.2 and below: a named curve, or the size in bits of a Diffie-Hellman prime. */
export interface ServerKeyExchange {
  readonly group: number | null;
  readonly dhBits: number | null;
}

/**
 * Reads the body of server_key_exchange for a suite of the ECDHE kind (RFC 8422 section 5.4) or the DHE kind
 * (RFC 5246 section 7.4.3); the suite decides, since the message does not say.
 */
export function parseServerKeyExchange(body: Uint8Array, kind: 'ECDHE' | 'DHE'): ServerKeyExchange {
  const reader = new ByteReader(body);
  if (kind === 'DHE') return { group: null, dhBits: bitLength(reader.vector(2)) };
  return { group: reader.uint(1) === NAMED_CURVE ? reader.uint(2) : null, dhBits: null };
}

function bitLength(prime: Uint8Array): number {
  const start = prime.findIndex((octet) => octet !== 0);
  return start < 0 ? 0 : (prime.length - start) * 8 - (Math.clz32(prime[start] ?? 0) - 24);
}

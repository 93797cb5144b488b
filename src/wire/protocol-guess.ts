import { type PlaintextProtocol, plaintextProtocol } from './plaintext/plaintext-reply.ts';

const ALERT = 21;
const HANDSHAKE = 22;

/** What the first bytes of an answer belong to, when they are no HTTP/1; undefined when no rule fits. */
export function protocolGuess(bytes: Uint8Array): PlaintextProtocol | 'tls' | undefined {
  return isTlsRecord(bytes) ? 'tls' : plaintextProtocol(bytes);
}

/** An alert or handshake record of TLS (RFC 8446 section 5.1), or of SSL 3.0, whose length fits. */
function isTlsRecord(bytes: Uint8Array): boolean {
  const [type, major, minor = 255, high = 255, low = 0] = bytes;
  if (major !== 3 || minor > 4) return false;
  const length = high * 256 + low;
  return type === ALERT ? length === 2 : type === HANDSHAKE && length >= 4 && length <= 16384;
}

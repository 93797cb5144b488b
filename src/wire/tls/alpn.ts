import { ascii, vector } from './byte-builder.ts';
import { ByteReader } from './byte-reader.ts';

/** The content of an ALPN extension that offers these protocols in order (RFC 7301 section 3.1). */
export function alpnOffer(protocols: readonly string[]): Uint8Array {
  return vector(2, ...protocols.map((protocol) => vector(1, ascii(protocol))));
}

/** The protocol a server chose, one character an octet. */
export function alpnChoice(content: Uint8Array): string {
  return Buffer.from(new ByteReader(content).inner(2).vector(1)).toString('latin1');
}

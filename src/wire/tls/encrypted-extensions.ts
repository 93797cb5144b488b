import { alpnChoice } from './alpn.ts';
import { ByteReader } from './byte-reader.ts';
import { EXTENSION, readExtensions } from './extension.ts';

export interface EncryptedExtensions {
  readonly alpn: string | null;
  readonly extensions: readonly number[];
}

/** Reads the body of encrypted_extensions (RFC 8446 section 4.3.1). */
export function parseEncryptedExtensions(body: Uint8Array): EncryptedExtensions {
  const extensions = readExtensions(new ByteReader(body));
  const protocols = extensions.get(EXTENSION.alpn);
  return { alpn: protocols ? alpnChoice(protocols) : null, extensions: [...extensions.keys()] };
}

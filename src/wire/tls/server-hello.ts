import { ByteReader } from './byte-reader.ts';
import { EXTENSION, readExtensions } from './extension.ts';
import { alpnChoice } from './alpn.ts';

/** A ServerHello or HelloRetryRequest. `version` is what was negotiated (supported_versions counts, RFC 8446 section 4.2.1). */
export interface ServerHello {
  readonly version: number;
  readonly cipherSuite: number;
  readonly compression: number;
  readonly helloRetry: boolean;
  /** The group of key_share; null under TLS 1.2 and below, where ServerKeyExchange names it. */
  readonly group: number | null;
  /** Under TLS 1.2 and below; TLS 1.3 has it in EncryptedExtensions. */
  readonly alpn: string | null;
  readonly extensions: readonly number[];
}

/** SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3). */
const HELLO_RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Reads the body of a server_hello handshake message. */
export function parseServerHello(body: Uint8Array): ServerHello {
  const reader = new ByteReader(body);
  const legacy = reader.uint(2);
  const random = reader.take(32);
  reader.vector(1);
  const cipherSuite = reader.uint(2);
  const compression = reader.uint(1);
  const extensions = readExtensions(reader);
  const version = extensions.get(EXTENSION.supportedVersions);
  const share = extensions.get(EXTENSION.keyShare);
  const protocols = extensions.get(EXTENSION.alpn);
  return {
    version: version ? new ByteReader(version).uint(2) : legacy,
    cipherSuite,
    compression,
    helloRetry: Buffer.from(random).toString('hex') === HELLO_RETRY,
    group: share ? new ByteReader(share).uint(2) : null,
    alpn: protocols ? alpnChoice(protocols) : null,
    extensions: [...extensions.keys()],
  };
}

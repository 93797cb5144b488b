import { ByteReader } from './byte-reader.ts';
import { parseCertificateStatus } from './certificate-status.ts';
import { EXTENSION, readExtensions } from './extension.ts';
import { MalformedTls } from './malformed-tls.ts';
import { TLS13 } from './protocol-version.ts';

/** The server's certificates in the order they were sent (DER), and the OCSP response stapled to the first, if any. */
export interface CertificateMessage {
  readonly chain: readonly Uint8Array[];
  readonly staple: Uint8Array | null;
}

const MAX_CERTIFICATES = 100;

/** Reads the body of a certificate message: RFC 8446 section 4.4.2 for TLS 1.3, RFC 5246 section 7.4.2 for those before. */
export function parseCertificateMessage(body: Uint8Array, version: number): CertificateMessage {
  const reader = new ByteReader(body);
  if (version === TLS13) reader.vector(1);
  const list = reader.inner(3);
  const chain: Uint8Array[] = [];
  let staple: Uint8Array | null = null;
  while (list.left > 0) {
    if (chain.length >= MAX_CERTIFICATES) throw new MalformedTls('too many certificates');
    chain.push(list.vector(3));
    if (version !== TLS13) continue;
    const status = readExtensions(list).get(EXTENSION.statusRequest);
    if (status && chain.length === 1) staple = parseCertificateStatus(status);
  }
  return { chain, staple };
}

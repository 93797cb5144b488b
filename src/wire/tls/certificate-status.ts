import { ByteReader } from './byte-reader.ts';
import { MalformedTls } from './malformed-tls.ts';

const OCSP = 1;

/** The DER OCSP response in a CertificateStatus (RFC 6066 section 8): a message before TLS 1.3, an extension in it. */
export function parseCertificateStatus(body: Uint8Array): Uint8Array {
  const reader = new ByteReader(body);
  if (reader.uint(1) !== OCSP) throw new MalformedTls('certificate status type');
  return reader.vector(3);
}

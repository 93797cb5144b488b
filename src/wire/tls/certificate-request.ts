import { ByteReader } from './byte-reader.ts';
import { EXTENSION, readExtensions } from './extension.ts';
import { MalformedTls } from './malformed-tls.ts';
import { TLS12, TLS13 } from './protocol-version.ts';

const MAX_AUTHORITIES = 1000;

/**
 * The distinguished names (DER) of the authorities a server accepts client certificates from; empty: it names none.
 * RFC 8446 section 4.3.2 with certificate_authorities (section 4.2.4), RFC 5246 section 7.4.4, RFC 2246 section 7.4.4.
 */
export function parseCertificateRequest(body: Uint8Array, version: number): Uint8Array[] {
  const reader = new ByteReader(body);
  reader.vector(1);
  if (version === TLS13) {
    const authorities = readExtensions(reader).get(EXTENSION.certificateAuthorities);
    return authorities ? names(new ByteReader(authorities).inner(2)) : [];
  }
  if (version === TLS12) reader.vector(2);
  return names(reader.inner(2));
}

function names(list: ByteReader): Uint8Array[] {
  const found: Uint8Array[] = [];
  while (list.left > 0) {
    if (found.length >= MAX_AUTHORITIES) throw new MalformedTls('too many authorities');
    found.push(list.vector(2));
  }
  return found;
}

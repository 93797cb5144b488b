import { DerReader, TAG } from './der.ts';
import { MalformedDer } from './malformed-der.ts';
import { oidText } from './oid.ts';

const PEM = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END/g;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const MAX_CERTIFICATES = 1000;

/**
 * The DER certificates in a file that may be PEM, one DER certificate, or a certs-only PKCS #7 (RFC 5280 section 4.2.2.1
 * names the last two for caIssuers). At most 1,000. Throws MalformedDer when it is none of these.
 */
export function certificatesOf(file: Uint8Array): Uint8Array[] {
  if (file[0] !== TAG.sequence) return fromPem(file);
  const content = new DerReader(new DerReader(file).expect(TAG.sequence));
  return content.tag === TAG.oid ? fromPkcs7(content) : [new DerReader(file).next().whole];
}

/** A DER certificate as PEM text. */
export function toPem(der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;
}

function fromPem(file: Uint8Array): Uint8Array[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');
  const found: Uint8Array[] = [];
  for (const [, base64 = ''] of text.matchAll(PEM)) {
    if (found.length >= MAX_CERTIFICATES) break;
    found.push(Buffer.from(base64, 'base64'));
  }
  if (found.length === 0) throw new MalformedDer('neither DER nor PEM');
  return found;
}

/** ContentInfo → SignedData → certificates [0] (RFC 5652 section 5.1). */
function fromPkcs7(content: DerReader): Uint8Array[] {
  if (oidText(content.expect(TAG.oid)) !== SIGNED_DATA) throw new MalformedDer('PKCS #7 without SignedData');
  const data = new DerReader(new DerReader(content.expect(0xa0)).expect(TAG.sequence));
  data.expect(TAG.integer);
  data.expect(TAG.set);
  data.expect(TAG.sequence);
  const certificates = data.optional(0xa0);
  if (!certificates) throw new MalformedDer('PKCS #7 without certificates');
  const reader = new DerReader(certificates);
  const found: Uint8Array[] = [];
  while (!reader.done && found.length < MAX_CERTIFICATES) {
    const { tag, whole } = reader.next();
    if (tag === TAG.sequence) found.push(whole);
  }
  return found;
}

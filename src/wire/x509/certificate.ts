import { type DerElement, DerReader, TAG } from './der.ts';
import { derTime } from './der-time.ts';
import { nameText } from './distinguished-name.ts';
import { certificateExtensions, none, type CertificateExtensions } from './extensions.ts';
import { MalformedDer } from './malformed-der.ts';
import { publicKeyInfo, type PublicKeyInfo } from './public-key.ts';
import { signatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';

/** What an X.509 certificate says of itself. Names are RFC 4514 text, times `YYYY-MM-DDTHH:MM:SSZ`, serial lower-case hex. */
export interface CertificateFields {
  readonly serial: string;
  readonly subject: string;
  readonly issuer: string;
  /** The DER of both names, to compare them exactly. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: PublicKeyInfo;
  readonly signature: SignatureAlgorithm;
  readonly extensions: CertificateExtensions;
}

/** Reads one DER certificate (RFC 5280 section 4.1). Throws MalformedDer; verifies nothing. */
export function parseCertificate(der: Uint8Array): CertificateFields {
  const outer = new DerReader(new DerReader(der).expect(TAG.sequence));
  const tbs = new DerReader(outer.expect(TAG.sequence));
  const signature = signatureAlgorithm(outer.expect(TAG.sequence));
  tbs.optional(0xa0);
  const serial = tbs.expect(TAG.integer);
  tbs.expect(TAG.sequence);
  const issuer = name(tbs);
  const validity = new DerReader(tbs.expect(TAG.sequence));
  const notBefore = derTime(validity.next());
  const notAfter = derTime(validity.next());
  const subject = name(tbs);
  const key = publicKeyInfo(tbs.expect(TAG.sequence));
  tbs.optional(0x81);
  tbs.optional(0x82);
  const explicit = tbs.optional(0xa3);
  const extensions = explicit ? certificateExtensions(new DerReader(explicit).expect(TAG.sequence)) : none();
  return {
    serial: hex(serial),
    subject: nameText(subject.body),
    issuer: nameText(issuer.body),
    subjectDer: subject.whole,
    issuerDer: issuer.whole,
    notBefore,
    notAfter,
    key,
    signature,
    extensions,
  };
}

/** The DER of a certificate's subject alone, for an index over many certificates. Throws MalformedDer. */
export function subjectOf(der: Uint8Array): Uint8Array {
  const tbs = new DerReader(new DerReader(new DerReader(der).expect(TAG.sequence)).expect(TAG.sequence));
  tbs.optional(0xa0);
  // Serial, signature algorithm, issuer, validity.
  for (let field = 0; field < 4; field += 1) tbs.next();
  return name(tbs).whole;
}

function name(tbs: DerReader): DerElement {
  const element = tbs.next();
  if (element.tag !== TAG.sequence) throw new MalformedDer('name');
  return element;
}

/** Octets as lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += octet.toString(16).padStart(2, '0');
  return text;
}

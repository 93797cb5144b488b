import { createHash, X509Certificate } from 'node:crypto';
import { type CertificateFields, parseCertificate } from '../../wire/x509/certificate.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';

/** A certificate in the three forms that are needed: its bytes, what it says, and what OpenSSL can verify with. */
export interface ReadCertificate {
  readonly der: Uint8Array;
  readonly fields: CertificateFields;
  readonly x509: X509Certificate;
  /** Fingerprint, lower-case hex. */
  readonly sha256: string;
}

/** A server shows the same chain in every handshake, so what was read lately is kept. */
const RECENT = 256;
const recent = new Map<string, ReadCertificate>();

/** Reads a DER certificate; undefined when our parser or OpenSSL cannot. */
export function readCertificate(der: Uint8Array): ReadCertificate | undefined {
  const sha256 = createHash('sha256').update(der).digest('hex');
  const known = recent.get(sha256);
  if (known) return known;
  try {
    // A copy: the bytes may be a view of a larger read.
    const own = Uint8Array.from(der);
    const read = { der: own, fields: parseCertificate(own), x509: new X509Certificate(own), sha256 };
    recent.set(sha256, read);
    const [oldest] = recent.keys();
    if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
    return read;
  } catch (error) {
    if (error instanceof MalformedDer || isOpenSslError(error)) return undefined;
    throw error;
  }
}

const verified = new WeakMap<ReadCertificate, WeakMap<ReadCertificate, boolean>>();

/** Whether `issuer`'s name and key stand behind `certificate`. */
export function isIssuedBy(certificate: ReadCertificate, issuer: ReadCertificate): boolean {
  if (Buffer.compare(certificate.fields.issuerDer, issuer.fields.subjectDer) !== 0) return false;
  const known = verified.get(certificate) ?? new WeakMap<ReadCertificate, boolean>();
  verified.set(certificate, known);
  const verdict = known.get(issuer) ?? verifies(certificate, issuer);
  known.set(issuer, verdict);
  return verdict;
}

function verifies(certificate: ReadCertificate, issuer: ReadCertificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch (error) {
    if (isOpenSslError(error)) return false;
    throw error;
  }
}

/** Errors of node:crypto carry a code; anything else is a defect of ours and is not swallowed. */
function isOpenSslError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

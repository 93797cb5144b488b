import { createHash, X509Certificate } from 'node:crypto';
import type { Certificate } from '../../core/world/certificate.ts';
import { type CertificateFields, parseCertificate } from '../../wire/x509/certificate.ts';
import { toPem } from '../../wire/x509/certificate-file.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';

/** A certificate in the three forms that are needed: its bytes, what it says, and what OpenSSL can verify with. */
export interface ReadCertificate {
  readonly der: Uint8Array;
  readonly fields: CertificateFields;
  readonly x509: X509Certificate;
  readonly sha256: string;
}

/** Reads a DER certificate; undefined when our parser or OpenSSL cannot. */
export function readCertificate(der: Uint8Array): ReadCertificate | undefined {
  try {
    const fields = parseCertificate(der);
    return {
      der,
      fields,
      x509: new X509Certificate(der),
      sha256: createHash('sha256').update(der).digest('hex'),
    };
  } catch (error) {
    if (error instanceof MalformedDer || isOpenSslError(error)) return undefined;
    throw error;
  }
}

/** Whether `issuer`'s name and key stand behind `certificate`. */
export function isIssuedBy(certificate: ReadCertificate, issuer: ReadCertificate): boolean {
  if (Buffer.compare(certificate.fields.issuerDer, issuer.fields.subjectDer) !== 0) return false;
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch (error) {
    if (isOpenSslError(error)) return false;
    throw error;
  }
}

/** A chain, as sent, as plain JSON; what cannot be read is counted. */
export function chainView(chain: readonly Uint8Array[]): { chain: Certificate[]; unreadable: number } {
  const read = chain.map(readCertificate).filter((certificate) => certificate !== undefined);
  return {
    chain: read.map((certificate, index) => view(certificate, issuerIndex(read, index))),
    unreadable: chain.length - read.length,
  };
}

function issuerIndex(chain: readonly ReadCertificate[], index: number): number | null {
  const certificate = chain[index];
  if (!certificate) return null;
  // The next one first: that is where it belongs.
  const order = [index + 1, ...chain.keys()].filter((place) => place !== index);
  return (
    order.find((place) => {
      const issuer = chain[place];
      return issuer !== undefined && isIssuedBy(certificate, issuer);
    }) ?? null
  );
}

function view(certificate: ReadCertificate, issuedBy: number | null): Certificate {
  const { fields, der, sha256 } = certificate;
  const { extensions, key, signature } = fields;
  const valuesOf = (kind: string): string[] =>
    extensions.names.filter((name) => name.kind === kind).map(({ value }) => value);
  return {
    pem: toPem(der),
    sha256,
    serial: fields.serial,
    subject: fields.subject,
    issuer: fields.issuer,
    dnsNames: valuesOf('dns'),
    ipAddresses: valuesOf('ip'),
    otherNames: extensions.names.filter(({ kind }) => kind !== 'dns' && kind !== 'ip').length,
    notBefore: fields.notBefore,
    notAfter: fields.notAfter,
    key: { type: key.type, bits: key.bits, ...(key.curve !== undefined && { curve: key.curve }) },
    signature: { name: signature.name, hash: signature.hash },
    isCa: extensions.isCa === true,
    selfSigned: isIssuedBy(certificate, certificate),
    issuedBy,
    caIssuers: [...extensions.caIssuers],
    ocsp: [...extensions.ocsp],
    mustStaple: extensions.mustStaple,
  };
}

/** Errors of node:crypto carry a code; anything else is a defect of ours and is not swallowed. */
function isOpenSslError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

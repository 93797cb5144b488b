import type { Certificate } from '../../core/world/certificate.ts';
import { toPem } from '../../wire/x509/certificate-file.ts';
import { isIssuedBy, readCertificate, type ReadCertificate } from './read-certificate.ts';

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
    logged: extensions.hasTimestamps,
    mustStaple: extensions.mustStaple,
  };
}

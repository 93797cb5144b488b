import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { Staple } from '../../core/world/certificate.ts';
import { bitStringBytes, DerReader, TAG } from '../../wire/x509/der.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';
import { type OcspResponse, type OcspSingle, parseOcspResponse } from '../../wire/x509/ocsp-response.ts';
import { isIssuedBy, readCertificate, type ReadCertificate } from './read-certificate.ts';

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** What a stapled OCSP response says of the leaf of this chain (DER, as sent), and whether its signature holds (RFC 6960 section 3.2). */
export function stapleView(staple: Uint8Array, chain: readonly Uint8Array[]): Staple {
  let response: OcspResponse;
  try {
    response = parseOcspResponse(staple);
  } catch (error) {
    if (error instanceof MalformedDer) return { status: 'unreadable', signatureValid: null };
    throw error;
  }
  const [leaf, ...others] = chain.map(readCertificate);
  const issuer = leaf && others.find((other) => other !== undefined && isIssuedBy(leaf, other));
  const single = response.singles.find(
    (candidate) => leaf !== undefined && speaksOf(candidate, leaf, issuer),
  );
  const signatureValid = issuer ? isSignedFor(response, issuer) : null;
  if (!single) return { status: 'other-certificate', signatureValid };
  const { status, thisUpdate, nextUpdate, revokedAt } = single;
  return {
    status,
    signatureValid,
    thisUpdate,
    ...(nextUpdate !== null && { nextUpdate }),
    ...(revokedAt !== null && { revokedAt }),
  };
}

/** Serial and the issuer's name must fit, and its key where it is at hand (RFC 6960 section 4.1.1). */
function speaksOf(single: OcspSingle, leaf: ReadCertificate, issuer: ReadCertificate | undefined): boolean {
  const hash = HASHES[single.hashOid];
  if (single.serial !== leaf.fields.serial || hash === undefined) return false;
  if (single.issuerNameHash !== digest(hash, leaf.fields.issuerDer)) return false;
  return issuer === undefined || single.issuerKeyHash === digest(hash, keyBits(issuer.x509.publicKey));
}

/** True or false when it could be checked, null when not (a scheme that is not known here). */
function isSignedFor(response: OcspResponse, issuer: ReadCertificate): boolean | null {
  const responders = response.certificates
    .map(readCertificate)
    .filter((certificate) => certificate !== undefined)
    .filter(({ fields }) => fields.extensions.extendedKeyUsage.includes(OCSP_SIGNING))
    .filter((responder) => isIssuedBy(responder, issuer));
  const verdicts = [issuer, ...responders].map(({ x509 }) => verifies(response, x509.publicKey));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(null) ? null : false;
}

function verifies({ signed, signature, algorithm }: OcspResponse, key: KeyObject): boolean | null {
  const { name, hash } = algorithm;
  if (hash === 'unknown') return null;
  const padding = name === 'rsassaPss' ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  try {
    return verify(hash === 'none' ? null : hash, signed, { key, ...padding }, signature);
  } catch {
    // A key that does not go with the scheme.
    return false;
  }
}

/** The octets of a SubjectPublicKeyInfo's BIT STRING: what issuerKeyHash is made over. */
function keyBits(key: KeyObject): Uint8Array {
  const info = new DerReader(new DerReader(key.export({ type: 'spki', format: 'der' })).expect(TAG.sequence));
  info.next();
  return bitStringBytes(info.expect(TAG.bitString));
}

const digest = (hash: string, bytes: Uint8Array): string => createHash(hash).update(bytes).digest('hex');

import { DerReader, TAG } from './der.ts';
import { oidText } from './oid.ts';

/** A signature algorithm by name, e.g. `sha256WithRSAEncryption`, and the hash it signs (`none` where it brings its own). */
export interface SignatureAlgorithm {
  readonly name: string;
  readonly hash: string;
}

const KNOWN: Readonly<Record<string, readonly [string, string]>> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'md2'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'md5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'sha1'],
  '1.3.14.3.2.29': ['sha1WithRSAEncryption', 'sha1'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'sha224'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'sha256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'sha384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'sha512'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'sha1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'sha224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'sha512'],
  '1.2.840.10040.4.3': ['dsa-with-SHA1', 'sha1'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-SHA256', 'sha256'],
  '1.3.101.112': ['Ed25519', 'none'],
  '1.3.101.113': ['Ed448', 'none'],
  '2.16.840.1.101.3.4.3.17': ['ML-DSA-44', 'none'],
  '2.16.840.1.101.3.4.3.18': ['ML-DSA-65', 'none'],
  '2.16.840.1.101.3.4.3.19': ['ML-DSA-87', 'none'],
};

const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** Reads the content of an AlgorithmIdentifier SEQUENCE. An unknown algorithm is named by its OID, hash `unknown`. */
export function signatureAlgorithm(body: Uint8Array): SignatureAlgorithm {
  const reader = new DerReader(body);
  const oid = oidText(reader.expect(TAG.oid));
  if (oid === RSASSA_PSS) return { name: 'rsassaPss', hash: pssHash(reader) };
  const [name, hash] = KNOWN[oid] ?? [oid, 'unknown'];
  return { name, hash };
}

/** RSASSA-PSS-params: hashAlgorithm is [0], SHA-1 when absent (RFC 4055 section 3.1). */
function pssHash(reader: DerReader): string {
  const parameters = reader.optional(TAG.sequence);
  const explicit = parameters && new DerReader(parameters).optional(0xa0);
  if (!explicit) return 'sha1';
  const identifier = new DerReader(new DerReader(explicit).expect(TAG.sequence));
  return HASHES[oidText(identifier.expect(TAG.oid))] ?? 'unknown';
}

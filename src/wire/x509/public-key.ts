import { bitStringBytes, DerReader, TAG } from './der.ts';
import { oidText } from './oid.ts';

/** What a SubjectPublicKeyInfo holds. `bits` is the modulus size of RSA and DSA and the field size of a curve; 0 = not known. */
export interface PublicKeyInfo {
  readonly type: string;
  readonly bits: number;
  readonly curve?: string;
}

const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.1': ['P-192', 192],
  '1.3.132.0.33': ['P-224', 224],
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};

const FIXED: Readonly<Record<string, PublicKeyInfo>> = {
  '1.3.101.112': { type: 'Ed25519', bits: 256 },
  '1.3.101.113': { type: 'Ed448', bits: 456 },
  '2.16.840.1.101.3.4.3.17': { type: 'ML-DSA-44', bits: 0 },
  '2.16.840.1.101.3.4.3.18': { type: 'ML-DSA-65', bits: 0 },
  '2.16.840.1.101.3.4.3.19': { type: 'ML-DSA-87', bits: 0 },
};

const RSA: readonly string[] = ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'];

/** Reads the content of a SubjectPublicKeyInfo SEQUENCE (RFC 5280 section 4.1.2.7, RFC 3279, RFC 5480, RFC 8410). */
export function publicKeyInfo(body: Uint8Array): PublicKeyInfo {
  const reader = new DerReader(body);
  const algorithm = new DerReader(reader.expect(TAG.sequence));
  const oid = oidText(algorithm.expect(TAG.oid));
  const key = reader.expect(TAG.bitString);
  if (RSA.includes(oid)) {
    const modulus = new DerReader(new DerReader(bitStringBytes(key)).expect(TAG.sequence)).expect(
      TAG.integer,
    );
    return { type: 'RSA', bits: bitLength(modulus) };
  }
  if (oid === '1.2.840.10045.2.1') return curveKey(algorithm);
  if (oid === '1.2.840.10040.4.1') {
    const parameters = algorithm.optional(TAG.sequence);
    return { type: 'DSA', bits: parameters ? bitLength(new DerReader(parameters).expect(TAG.integer)) : 0 };
  }
  return FIXED[oid] ?? { type: oid, bits: 0 };
}

function curveKey(algorithm: DerReader): PublicKeyInfo {
  const named = algorithm.optional(TAG.oid);
  if (!named) return { type: 'EC', bits: 0, curve: 'explicit' };
  const oid = oidText(named);
  const [curve, bits] = CURVES[oid] ?? [oid, 0];
  return { type: 'EC', bits, curve };
}

function bitLength(integer: Uint8Array): number {
  const start = integer.findIndex((octet) => octet !== 0);
  if (start < 0) return 0;
  return (integer.length - start) * 8 - (Math.clz32(integer[start] ?? 0) - 24);
}

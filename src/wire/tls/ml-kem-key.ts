import { MalformedTls } from './malformed-tls.ts';

const MODULUS = 3329;
const COEFFICIENTS = 768;
const RHO = 32;

/** How many random octets `mlKem768Key` takes. */
export const ML_KEM_768_SEED = COEFFICIENTS * 2 + RHO;

/**
 * An ML-KEM-768 encapsulation key of 1,184 octets that passes the check of FIPS 203 section 7.2 (every coefficient below
 * the modulus). Nobody holds its other half: it serves to be answered, not to agree on a key.
 */
export function mlKem768Key(random: Uint8Array): Uint8Array {
  if (random.length < ML_KEM_768_SEED) throw new MalformedTls('too little randomness for a key');
  const key = new Uint8Array((COEFFICIENTS * 12) / 8 + RHO);
  for (let pair = 0; pair < COEFFICIENTS / 2; pair += 1) {
    const low = coefficient(random, pair * 2);
    const high = coefficient(random, pair * 2 + 1);
    key.set([low & 0xff, (low >> 8) | ((high & 0x0f) << 4), high >> 4], pair * 3);
  }
  key.set(random.subarray(COEFFICIENTS * 2, COEFFICIENTS * 2 + RHO), (COEFFICIENTS * 12) / 8);
  return key;
}

function coefficient(random: Uint8Array, index: number): number {
  return ((random[index * 2] ?? 0) * 256 + (random[index * 2 + 1] ?? 0)) % MODULUS;
}

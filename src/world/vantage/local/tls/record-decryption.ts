import {
  createDecipheriv,
  createHmac,
  createSecretKey,
  type CipherGCMTypes,
  type KeyObject,
} from 'node:crypto';
import type { TlsRecord } from '../../../../wire/tls/record.ts';
import {
  hkdfLabel,
  innerPlaintext,
  IV_LENGTH,
  recordCipher,
  recordNonce,
  type RecordCipher,
} from '../../../../wire/tls/record-protection.ts';

/** Opens the protected records of one direction and epoch of TLS 1.3, in order. */
export interface RecordOpener {
  /** Throws when the record was not made with these keys. */
  open(record: TlsRecord): { type: number; fragment: Uint8Array };
}

/** An opener from a traffic secret as OpenSSL logs it; undefined for a suite that is not of TLS 1.3. */
export function recordOpener(cipherSuite: number, secret: Uint8Array): RecordOpener | undefined {
  const cipher = recordCipher(cipherSuite);
  if (!cipher) return undefined;
  // Key objects: node:crypto takes them several times faster than bytes.
  const traffic = createSecretKey(secret);
  const key = createSecretKey(expand(cipher, traffic, 'key', cipher.keyLength));
  const iv = expand(cipher, traffic, 'iv', IV_LENGTH);
  let sequence = 0;
  return {
    open(record) {
      const nonce = recordNonce(iv, sequence);
      sequence += 1;
      return innerPlaintext(decrypt(cipher, key, nonce, record));
    },
  };
}

/** HKDF-Expand of one block (RFC 5869 section 2.3): no key or IV here is longer than the hash. */
function expand({ hash }: RecordCipher, secret: KeyObject, label: 'key' | 'iv', length: number): Buffer {
  const info = hkdfLabel(label, length);
  return createHmac(hash, secret).update(info).update(Uint8Array.of(1)).digest().subarray(0, length);
}

function decrypt(cipher: RecordCipher, key: KeyObject, nonce: Uint8Array, record: TlsRecord): Buffer {
  const { algorithm, tagLength } = cipher;
  const { fragment, header } = record;
  const end = fragment.length - tagLength;
  // The three kinds share this interface; Node types them apart.
  const opened = createDecipheriv(algorithm as CipherGCMTypes, key, nonce, { authTagLength: tagLength });
  opened.setAAD(header, { plaintextLength: Math.max(0, end) });
  opened.setAuthTag(fragment.subarray(Math.max(0, end)));
  // CCM checks the tag in update and allows no second call.
  const plain = opened.update(fragment.subarray(0, Math.max(0, end)));
  return algorithm === 'aes-128-ccm' ? plain : Buffer.concat([plain, opened.final()]);
}

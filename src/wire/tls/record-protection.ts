import { ascii, concat, uint, vector } from './byte-builder.ts';
import { MalformedTls } from './malformed-tls.ts';

/** What a TLS 1.3 suite protects records with, in the names of node:crypto. */
export interface RecordCipher {
  readonly algorithm: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-ccm';
  readonly hash: 'sha256' | 'sha384';
  readonly keyLength: number;
  readonly tagLength: number;
}

const CIPHERS: Readonly<Record<number, RecordCipher>> = {
  0x1301: { algorithm: 'aes-128-gcm', hash: 'sha256', keyLength: 16, tagLength: 16 },
  0x1302: { algorithm: 'aes-256-gcm', hash: 'sha384', keyLength: 32, tagLength: 16 },
  0x1303: { algorithm: 'chacha20-poly1305', hash: 'sha256', keyLength: 32, tagLength: 16 },
  0x1304: { algorithm: 'aes-128-ccm', hash: 'sha256', keyLength: 16, tagLength: 16 },
  0x1305: { algorithm: 'aes-128-ccm', hash: 'sha256', keyLength: 16, tagLength: 8 },
};

export const IV_LENGTH = 12;

/** The record cipher of a TLS 1.3 suite, or undefined for a suite of another version. */
export function recordCipher(cipherSuite: number): RecordCipher | undefined {
  return CIPHERS[cipherSuite];
}

/** HkdfLabel with an empty context (RFC 8446 section 7.1): the `info` of HKDF-Expand. */
export function hkdfLabel(label: 'key' | 'iv', length: number): Uint8Array {
  return concat([uint(2, length), vector(1, ascii(`tls13 ${label}`)), vector(1)]);
}

/** The nonce of the record with this sequence number (RFC 8446 section 5.3). */
export function recordNonce(iv: Uint8Array, sequence: number): Uint8Array {
  // Not slice(): that of a Buffer is a view.
  const nonce = Uint8Array.from(iv);
  let rest = sequence;
  for (let at = nonce.length - 1; rest > 0 && at >= 0; at -= 1, rest = Math.floor(rest / 256)) {
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
  }
  return nonce;
}

/** A decrypted record without its padding: its true content type and content (RFC 8446 section 5.2). */
export function innerPlaintext(plaintext: Uint8Array): { type: number; fragment: Uint8Array } {
  let end = plaintext.length;
  while (end > 0 && plaintext[end - 1] === 0) end -= 1;
  const type = plaintext[end - 1];
  if (type === undefined) throw new MalformedTls('record of padding only');
  return { type, fragment: plaintext.subarray(0, end - 1) };
}

const UNCOMMON = /NULL|EXPORT|anon|RC4|RC2|DES|IDEA|SEED|CAMELLIA|ARIA|_DSS_|_ECDH_|PSK|_MD5$/;

/** Whether clients of today offer a suite by default: AES or ChaCha20 with ECDHE, DHE-RSA or RSA. */
export const commonSuite = (suite: string): boolean => !UNCOMMON.test(suite);

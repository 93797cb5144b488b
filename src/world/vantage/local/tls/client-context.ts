import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

let context: SecureContext | undefined;

/**
 * The widest client that Node's OpenSSL can be: TLS 1.0 to 1.3, security level 0, servers without secure renegotiation (RFC 5746).
 * It trusts nobody and loads no roots: chains are judged elsewhere.
 */
export function clientContext(): SecureContext {
  context ??= createSecureContext({
    ca: [],
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.3',
    ciphers: 'DEFAULT@SECLEVEL=0',
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  });
  return context;
}

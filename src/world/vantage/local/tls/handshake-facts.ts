import { parseCertificateMessage } from '../../../../wire/tls/certificate-message.ts';
import { parseCertificateRequest } from '../../../../wire/tls/certificate-request.ts';
import { parseCertificateStatus } from '../../../../wire/tls/certificate-status.ts';
import { ephemeralKind } from '../../../../wire/tls/cipher-suite.ts';
import { parseEncryptedExtensions } from '../../../../wire/tls/encrypted-extensions.ts';
import { EXTENSION } from '../../../../wire/tls/extension.ts';
import { HANDSHAKE, type HandshakeMessage } from '../../../../wire/tls/handshake.ts';
import { TLS13 } from '../../../../wire/tls/protocol-version.ts';
import { parseServerHello } from '../../../../wire/tls/server-hello.ts';
import { parseServerKeyExchange } from '../../../../wire/tls/server-key-exchange.ts';

/** What a server's handshake messages say, gathered one by one. `add` throws MalformedTls. */
export class HandshakeFacts {
  version: number | undefined;
  cipherSuite: number | undefined;
  group: number | null = null;
  dhBits: number | null = null;
  helloRetry = false;
  /** The last ServerHello was a HelloRetryRequest. */
  retryAsked = false;
  alpn: string | null = null;
  extensions: readonly number[] = [];
  /** DER, as sent; undefined: no certificate message yet. */
  chain: readonly Uint8Array[] | undefined;
  staple: Uint8Array | null = null;
  /** DER names; undefined: the server asked for no client certificate. */
  authorities: readonly Uint8Array[] | undefined;
  helloDone = false;
  tickets = 0;
  /** Before TLS 1.3: the server changed its cipher, what follows cannot be read. */
  protectedFromHere = false;

  add({ type, body }: HandshakeMessage): void {
    if (type === HANDSHAKE.serverHello) this.#serverHello(body);
    if (this.version === undefined) return;
    if (type === HANDSHAKE.encryptedExtensions) {
      const { alpn, extensions } = parseEncryptedExtensions(body);
      this.alpn = alpn;
      this.extensions = [...this.extensions, ...extensions];
    }
    if (type === HANDSHAKE.certificate) {
      const { chain, staple } = parseCertificateMessage(body, this.version);
      this.chain = chain;
      this.staple ??= staple;
    }
    if (type === HANDSHAKE.certificateStatus) this.staple = parseCertificateStatus(body);
    if (type === HANDSHAKE.certificateRequest) this.authorities = parseCertificateRequest(body, this.version);
    if (type === HANDSHAKE.serverKeyExchange) this.#keyExchange(body);
    if (type === HANDSHAKE.serverHelloDone) this.helloDone = true;
    if (type === HANDSHAKE.newSessionTicket) this.tickets += 1;
  }

  get sniAcknowledged(): boolean {
    return this.extensions.includes(EXTENSION.serverName);
  }

  get secureRenegotiation(): boolean {
    return this.extensions.includes(EXTENSION.renegotiationInfo);
  }

  #serverHello(body: Uint8Array): void {
    const hello = parseServerHello(body);
    this.version = hello.version;
    this.cipherSuite = hello.cipherSuite;
    this.group = hello.group;
    this.retryAsked = hello.helloRetry;
    this.helloRetry ||= hello.helloRetry;
    this.extensions = hello.extensions;
    if (hello.version !== TLS13) this.alpn = hello.alpn;
  }

  #keyExchange(body: Uint8Array): void {
    const kind = ephemeralKind(this.cipherSuite ?? 0);
    if (!kind) return;
    const { group, dhBits } = parseServerKeyExchange(body, kind);
    this.group = group;
    this.dhBits = dhBits;
  }
}

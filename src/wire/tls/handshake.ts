import { concat } from './byte-builder.ts';
import { MalformedTls } from './malformed-tls.ts';

/** Handshake types of RFC 8446 section 4, RFC 5246 section 7.4 and RFC 6066 section 8. */
export const HANDSHAKE = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  finished: 20,
  certificateStatus: 22,
} as const;

export interface HandshakeMessage {
  readonly type: number;
  readonly body: Uint8Array;
}

const HEADER = 4;
/** Far above any real chain; a peer that announces more is not read on. */
const MAX_MESSAGE = 256 * 1024;

/** Joins handshake fragments of successive records into messages. Holds at most one unfinished message of 256 KiB. */
export class HandshakeReader {
  #pending: Uint8Array = new Uint8Array(0);

  push(fragment: Uint8Array): HandshakeMessage[] {
    this.#pending = concat([this.#pending, fragment]);
    const messages: HandshakeMessage[] = [];
    for (;;) {
      const [type, high = 0, middle = 0, low = 0] = this.#pending;
      if (type === undefined || this.#pending.length < HEADER) return messages;
      const length = high * 65536 + middle * 256 + low;
      if (length > MAX_MESSAGE) throw new MalformedTls('oversize handshake message');
      if (this.#pending.length < HEADER + length) return messages;
      messages.push({ type, body: this.#pending.subarray(HEADER, HEADER + length) });
      this.#pending = this.#pending.subarray(HEADER + length);
    }
  }

  get pending(): number {
    return this.#pending.length;
  }
}

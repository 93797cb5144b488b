import type { TlsAlert } from '../../../../core/world/tls.ts';
import { parseAlert } from '../../../../wire/tls/alert.ts';
import { HandshakeReader, HANDSHAKE } from '../../../../wire/tls/handshake.ts';
import { MalformedTls } from '../../../../wire/tls/malformed-tls.ts';
import { TLS13 } from '../../../../wire/tls/protocol-version.ts';
import { CONTENT, looksLikeRecord, RecordReader, type TlsRecord } from '../../../../wire/tls/record.ts';
import { HandshakeFacts } from './handshake-facts.ts';
import { recordOpener, type RecordOpener } from './record-decryption.ts';

type Epoch = 'plain' | 'handshake' | 'application';

const SECRET_OF: Readonly<Record<Exclude<Epoch, 'plain'>, string>> = {
  handshake: 'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  application: 'SERVER_TRAFFIC_SECRET_0',
};

const EXCERPT = 200;

/**
 * Everything a server sends, read as it comes. Protected records of TLS 1.3 wait until their secret is known. Never throws: what
 * breaks the rules is in `malformed`, what is no TLS at all in `plaintext`.
 */
export class ServerFlight {
  readonly facts = new HandshakeFacts();
  readonly alerts: TlsAlert[] = [];
  malformed: string | undefined;
  /** The first bytes of a reply that is no TLS. */
  plaintext: Buffer | undefined;
  readonly #records = new RecordReader();
  readonly #handshake = new HandshakeReader();
  readonly #secrets = new Map<string, Uint8Array>();
  #waiting: TlsRecord[] = [];
  #opener: RecordOpener | undefined;
  #epoch: Epoch = 'plain';
  #head: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    if (this.#head.length < EXCERPT) this.#head = Buffer.concat([this.#head, chunk]).subarray(0, EXCERPT);
    if (this.plaintext) this.plaintext = this.#head;
    if (this.malformed || this.plaintext) return;
    if (!looksLikeRecord(this.#head)) {
      this.plaintext = this.#head;
      return;
    }
    this.#guarded(() => {
      this.#waiting.push(...this.#records.push(chunk));
      this.#advance();
    });
  }

  /** A line of OpenSSL's key log: label, client random, secret. */
  keylog(line: string): void {
    const [label = '', , secret = ''] = line.trim().split(' ');
    this.#secrets.set(label, Buffer.from(secret, 'hex'));
    this.#guarded(() => this.#advance());
  }

  #guarded(work: () => void): void {
    if (this.malformed) return;
    try {
      work();
    } catch (error) {
      // Only what foreign bytes can cause: our own parsers, and a tag that does not fit.
      this.malformed = error instanceof MalformedTls ? error.message : 'a record that does not decrypt';
    }
  }

  #advance(): void {
    for (let record = this.#waiting[0]; record; record = this.#waiting[0]) {
      if (record.type === CONTENT.applicationData) {
        if (this.#epoch === 'plain') return this.#skipApplicationData();
        this.#opener ??= this.#openerFor(this.#epoch);
        if (!this.#opener) return;
        this.#waiting.shift();
        const { type, fragment } = this.#opener.open(record);
        this.#content(type, fragment, true);
      } else {
        this.#waiting.shift();
        this.#content(record.type, record.fragment, false);
      }
    }
  }

  /** Before TLS 1.3 such records are the application's, and nothing here reads them. */
  #skipApplicationData(): void {
    this.#waiting = [];
  }

  #openerFor(epoch: Exclude<Epoch, 'plain'>): RecordOpener | undefined {
    const secret = this.#secrets.get(SECRET_OF[epoch]);
    return secret && recordOpener(this.facts.cipherSuite ?? 0, secret);
  }

  #content(type: number, fragment: Uint8Array, encrypted: boolean): void {
    if (type === CONTENT.alert) this.#alert(fragment, encrypted);
    if (type === CONTENT.changeCipherSpec && (this.facts.version ?? TLS13) !== TLS13)
      this.facts.protectedFromHere = true;
    if (type !== CONTENT.handshake || (this.facts.protectedFromHere && !encrypted)) return;
    for (const message of this.#handshake.push(fragment)) {
      this.facts.add(message);
      if (message.type === HANDSHAKE.serverHello && this.facts.version === TLS13 && !this.facts.retryAsked) {
        this.#enter('handshake');
      }
      if (message.type === HANDSHAKE.finished && this.#epoch === 'handshake') this.#enter('application');
    }
  }

  #enter(epoch: Epoch): void {
    this.#epoch = epoch;
    this.#opener = undefined;
  }

  #alert(fragment: Uint8Array, encrypted: boolean): void {
    // Before TLS 1.3 an encrypted alert cannot be read, and is longer than two octets.
    if (this.facts.protectedFromHere && !encrypted) return;
    const phase =
      this.facts.version === undefined
        ? 'hello'
        : this.#epoch === 'application'
          ? 'after-handshake'
          : 'handshake';
    this.alerts.push({ direction: 'received', ...parseAlert(fragment), encrypted, phase });
  }
}

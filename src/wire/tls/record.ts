import { MalformedTls } from './malformed-tls.ts';

/** Content types of RFC 8446 section 5.1 (24: heartbeat, RFC 6520). */
export const CONTENT = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

/** One record as it came: `header` is its first 5 octets (the additional data of TLS 1.3 decryption). */
export interface TlsRecord {
  readonly type: number;
  readonly version: number;
  readonly header: Uint8Array;
  readonly fragment: Uint8Array;
}

const HEADER = 5;
/** 2^14 plus the expansion that TLS 1.2 allows (RFC 5246 section 6.2.3). */
const MAX_FRAGMENT = 2 ** 14 + 2048;

/** Cuts a byte stream into records. Holds at most one unfinished record. Throws MalformedTls on what is no record. */
export class RecordReader {
  #pending: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): TlsRecord[] {
    this.#pending = this.#pending.length === 0 ? chunk : join(this.#pending, chunk);
    const records: TlsRecord[] = [];
    let at = 0;
    for (;;) {
      const rest = this.#pending.subarray(at);
      const record = first(rest);
      if (!record) {
        // A copy, so that one unfinished record does not keep a large chunk alive.
        this.#pending = Uint8Array.from(rest);
        return records;
      }
      records.push(record);
      at += HEADER + record.fragment.length;
    }
  }

  /** Bytes of the record that is not complete yet. */
  get pending(): number {
    return this.#pending.length;
  }
}

/** Whether bytes can be the start of a TLS record: type 20 to 24, major version 3, a length that is allowed. */
export function looksLikeRecord(bytes: Uint8Array): boolean {
  const [type = 22, major = 3, , high = 0, low = 0] = bytes;
  return type >= 20 && type <= 24 && major === 3 && high * 256 + low <= MAX_FRAGMENT;
}

function first(bytes: Uint8Array): TlsRecord | undefined {
  if (!looksLikeRecord(bytes)) throw new MalformedTls('not a TLS record');
  if (bytes.length < HEADER) return undefined;
  const [type = 0, major = 0, minor = 0, high = 0, low = 0] = bytes;
  const end = HEADER + high * 256 + low;
  if (bytes.length < end) return undefined;
  return {
    type,
    version: major * 256 + minor,
    header: bytes.subarray(0, HEADER),
    fragment: bytes.subarray(HEADER, end),
  };
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

import { randomBytes } from 'node:crypto';

/** Opcodes of RFC 6455 section 5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** More than any API server sends at a time: it passes on pieces of 32 KiB. */
const LONGEST = 1024 * 1024;

/** Cuts what a server sends into frames (RFC 6455 section 5.2). `push` throws a RangeError on what no API server sends. */
export class FrameReader {
  #kept: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Frame[] {
    this.#kept = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    const [first = 0, second = 0] = this.#kept;
    if (this.#kept.length < 2) return undefined;
    const short = second & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (this.#kept.length < start) return undefined;
    const length =
      short === 126
        ? this.#kept.readUInt16BE(2)
        : short === 127
          ? Number(this.#kept.readBigUInt64BE(2))
          : short;
    // A server does not mask (section 5.1), and no extension was agreed upon.
    if (length > LONGEST || (second & 0x80) !== 0 || (first & 0x70) !== 0)
      throw new RangeError('not a frame');
    if (this.#kept.length < start + length) return undefined;
    const payload = this.#kept.subarray(start, start + length);
    this.#kept = this.#kept.subarray(start + length);
    return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload };
  }
}

/** A client's frame, masked as it must be (RFC 6455 section 5.3). */
export function encodeFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const size = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.alloc(2 + size + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (size === 0 ? length : size === 2 ? 126 : 127);
  if (size === 2) frame.writeUInt16BE(length, 2);
  if (size === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  mask.copy(frame, 2 + size);
  for (const [at, byte] of payload.entries()) frame[6 + size + at] = byte ^ (mask[at % 4] ?? 0);
  return frame;
}

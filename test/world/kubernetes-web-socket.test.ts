import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { execEnd } from '../../src/world/kubernetes/exec-status.ts';
import { encodeFrame, FrameReader, OPCODE } from '../../src/world/kubernetes/web-socket-frames.ts';

/** A server's frame: not masked. */
function served(payload: Uint8Array, { opcode = OPCODE.binary, final = true } = {}): Buffer {
  const { length } = payload;
  const size = length < 126 ? Buffer.of(length) : Buffer.of(126, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of((final ? 0x80 : 0) | opcode), size, payload]);
}

/** Undoes the mask of a client's frame of less than 126 octets. */
function unmasked(frame: Buffer): Buffer {
  const mask = frame.subarray(2, 6);
  return Buffer.from(frame.subarray(6).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
}

describe('frames of a WebSocket', () => {
  test('come out whole, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 300 }),
        (payloads, cut) => {
          const reader = new FrameReader();
          const all = Buffer.concat(payloads.map((payload) => served(payload)));
          const seen = [];
          for (let at = 0; at < all.length; at += cut) seen.push(...reader.push(all.subarray(at, at + cut)));
          expect(seen.map(({ payload }) => [...payload])).toEqual(payloads.map((payload) => [...payload]));
        },
      ),
    );
  });

  test('what no API server sends is refused, and nothing is kept for it', () => {
    const huge = Buffer.concat([Buffer.of(0x82, 127), Buffer.from('7fffffffffffffff', 'hex')]);
    for (const bytes of [huge, Buffer.of(0x82, 0x81, 1, 2, 3, 4, 5), Buffer.of(0xc2, 1, 1)])
      expect(() => new FrameReader().push(bytes)).toThrow(RangeError);
  });

  test('ours are masked, each with its own mask', () => {
    const [one, other] = [
      encodeFrame(OPCODE.binary, Buffer.from('same')),
      encodeFrame(OPCODE.binary, Buffer.from('same')),
    ];
    expect(one.subarray(0, 2)).toEqual(Buffer.of(0x82, 0x84));
    expect(unmasked(one)).toEqual(Buffer.from('same'));
    expect(one.equals(other)).toBe(false);
    expect(encodeFrame(OPCODE.binary, Buffer.alloc(70_000)).subarray(0, 10)).toEqual(
      Buffer.from('82ff0000000000011170', 'hex'),
    );
  });
});

describe('how an exec ended', () => {
  const failure = (message: string, more: object = {}): string =>
    JSON.stringify({ status: 'Failure', message, reason: 'InternalError', ...more });
  const exit = (code: string): string =>
    failure('command terminated', { details: { causes: [{ reason: 'ExitCode', message: code }] } });

  test.each([
    ['{"status":"Success"}', { exitCode: 0 }],
    [exit('7'), { exitCode: 7 }],
    [exit('127'), { reason: 'no-program' }],
    [
      failure('OCI runtime exec failed: exec: "sh": executable file not found in $PATH: unknown'),
      { reason: 'no-program' },
    ],
    [failure('container not found ("app")'), { reason: 'not-running' }],
    [
      failure('error dialing backend: dial tcp 192.0.2.10:10250: connect: connection refused'),
      { reason: 'unreachable' },
    ],
    [failure('something else'), { reason: 'server-error' }],
    ['', { reason: 'lost' }],
    ['{"status":', { reason: 'lost' }],
    ['[]', { reason: 'lost' }],
  ])('%s', (text, end) => {
    expect(execEnd(text)).toMatchObject(end);
  });
});

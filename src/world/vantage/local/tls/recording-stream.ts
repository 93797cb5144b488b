import { Duplex } from 'node:stream';
import type { ByteStream, StreamEnd } from './byte-stream.ts';

/** Far above any handshake; a peer that sends more is cut off. */
export const MAX_RECEIVED = 1024 * 1024;

/** Who watches the bytes that pass. */
export interface Watcher {
  sent(chunk: Buffer): void;
  received(chunk: Buffer): void;
  ended(end: StreamEnd): void;
  /** More than {@link MAX_RECEIVED} came. */
  flooded(): void;
}

/** A stream for tls.connect that carries the bytes of `stream` both ways and shows each chunk to `watcher` first. */
export function recordingStream(stream: ByteStream, watcher: Watcher): Duplex {
  let total = 0;
  const duplex = new Duplex({
    read: () => {},
    write(chunk: Buffer, _encoding, done) {
      watcher.sent(chunk);
      stream.write(chunk);
      done();
    },
    final(done) {
      stream.way.end();
      done();
    },
  });
  // tls.connect destroys the stream with its own error; the tap reads its cause elsewhere.
  duplex.on('error', () => {});
  stream.listen(
    (chunk) => {
      total += chunk.length;
      if (total > MAX_RECEIVED) {
        stream.destroy();
        return watcher.flooded();
      }
      watcher.received(chunk);
      if (!duplex.destroyed) duplex.push(chunk);
    },
    (end) => {
      watcher.ended(end);
      if (!duplex.destroyed) duplex.push(null);
    },
  );
  return duplex;
}

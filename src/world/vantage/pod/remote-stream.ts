import { Duplex } from 'node:stream';
import type { CannotObserve } from '../../../core/cannot-observe.ts';
import type { ByteWay } from '../opener.ts';
import { isFailure, type RemoteProgram } from './pod-exec.ts';
import type { Vector, Word } from './ways/way.ts';

/** A connection that a program in the pod holds. */
export interface RemoteConnection {
  readonly way: ByteWay;
  /** What the program says until the connection is open, and its end, `undefined`. */
  onWord(heard: (word: Word | undefined) => void): void;
}

const LONGEST_LINE = 1000;
/** The other channel may bring the last bytes after the word that it is over. */
const LAST_BYTES_MS = 200;

/**
 * The bytes of a program's connection as a stream: its error has the errno that the program named, and is the CannotObserve of
 * `lost` when the program went away without a word.
 */
export function remoteStream(
  program: RemoteProgram,
  { encode = (bytes) => bytes, read }: Vector,
  tellsEnds: boolean,
  lost: (why: string) => CannotObserve,
): RemoteConnection {
  let hear: (word: Word | undefined) => void = () => {};
  let over: Extract<Word, { is: 'end' }> | undefined;
  let line = '';
  let finished = false;
  const way = new Duplex({
    read: () => program.resume(),
    write(bytes: Buffer, _encoding, done) {
      program.write(encode(bytes));
      done();
    },
    destroy(error, done) {
      program.close();
      done(error);
    },
  });
  const finish = (end: Awaited<RemoteProgram['ended']>): void => {
    hear(undefined);
    if (way.destroyed || finished) return;
    finished = true;
    if (over?.errno !== undefined) way.destroy(Object.assign(new Error(over.errno), { code: over.errno }));
    else if (over || (!tellsEnds && !isFailure(end))) way.push(null);
    else if (isFailure(end)) way.destroy(lost(end.message));
    else way.destroy(lost(`the program that held the connection ended with status ${end.exitCode}`));
  };
  const lines = (text: string): void => {
    const parts = (line + text).split(/\r?\n/);
    line = (parts.pop() ?? '').slice(0, LONGEST_LINE);
    for (const part of parts) {
      const word = read(part.slice(0, LONGEST_LINE));
      if (word && word.is !== 'end') hear(word);
      if (word?.is !== 'end') continue;
      over ??= word;
      // Some programs stay a while after the peer has left.
      setTimeout(() => finish({ exitCode: 0 }), LAST_BYTES_MS).unref();
    }
  };
  program.onOutput((channel, bytes) => {
    if (channel === 'stderr') return lines(bytes.toString('latin1'));
    if (way.destroyed || finished || way.push(bytes)) return;
    // Bytes came, so it is open: its word may wait behind them in the other channel.
    hear({ is: 'open' });
    program.pause();
  });
  void program.ended.then(finish);
  return {
    way,
    onWord(heard) {
      hear = heard;
    },
  };
}

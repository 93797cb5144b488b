/** What becomes of the lines of a byte stream. */
export interface LineSink {
  line(text: string): void;
  /** A line of `bytes` bytes was dropped; its first and last few bytes are left. */
  dropped(bytes: number, head: string, tail: string): void;
}

const EDGE = 256;
const NEWLINE = 0x0a;

/**
 * Cuts a byte stream into lines of at most `limit` bytes, UTF-8. A longer line is dropped while it arrives, so that memory stays
 * bounded however long it is. Returns the function to feed chunks to.
 */
export function lineSplitter(limit: number, sink: LineSink): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let size = 0;
  let head = '';
  let tail: Buffer = Buffer.alloc(0);

  const add = (piece: Buffer): void => {
    const fitted = size <= limit;
    size += piece.length;
    if (size <= limit) {
      parts.push(piece);
      return;
    }
    if (fitted) {
      const kept = Buffer.concat(parts);
      head = Buffer.concat([kept.subarray(0, EDGE), piece.subarray(0, EDGE)])
        .subarray(0, EDGE)
        .toString();
      tail = kept.subarray(-EDGE);
      parts = [];
    }
    tail = Buffer.concat([tail, piece.subarray(-EDGE)]).subarray(-EDGE);
  };

  const end = (): void => {
    if (size > limit) sink.dropped(size, head, tail.toString());
    else if (size > 0) sink.line(Buffer.concat(parts).toString().replace(/\r$/, ''));
    parts = [];
    size = 0;
  };

  return (chunk) => {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, at));
      end();
      start = at + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  };
}

import { type Field, parseFieldLines } from './field-lines.ts';
import { parseStatusLine, type StatusLine } from './status-line.ts';

/** Status line and headers of an answer. */
export interface ResponseHead extends StatusLine {
  readonly fields: readonly Field[];
}

const START = Buffer.from('HTTP/');
const LF = 0x0a;
const CR = 0x0d;

/** Whether bytes are, or may still become, an answer of HTTP/1. */
export function startsAsHttp(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, START.length);
  return START.subarray(0, length).equals(bytes.subarray(0, length));
}

/**
 * The length of a head with its blank line; undefined while there is none. `from`: that many bytes were
 * searched before. A line may end in LF alone (RFC 9112 section 2.2).
 */
export function headLength(bytes: Uint8Array, from = 0): number | undefined {
  // A blank line is two line feeds with at most one carriage return between them.
  for (let at = bytes.indexOf(LF, Math.max(0, from - 2)); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return next + 1;
  }
  return undefined;
}

/** Reads a whole head, of the length that {@link headLength} found. A text says what is wrong with it. */
export function parseResponseHead(head: Uint8Array): ResponseHead | string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const [first = '', ...rest] = text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const status = parseStatusLine(first);
  if (typeof status === 'string') return status;
  const fields = parseFieldLines(rest.filter((line) => line !== ''));
  return typeof fields === 'string' ? fields : { ...status, fields };
}

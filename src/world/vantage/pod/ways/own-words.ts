import type { Word } from './way.ts';

const LINE =
  /^layerwalk: (?<is>began|open|failed|timeout|end)(?: (?<errno>E[A-Z0-9]{1,30}))?(?: (?<ms>\d{1,7}(?:\.\d{1,9})?))?(?: (?<port>\d{1,5}))?(?<local> local)?$/;

/** Reads what the scripts of this project say: `layerwalk: failed ECONNREFUSED 0.4 local`. */
export function ownWord(line: string): Word | undefined {
  const { is, errno, ms, port, local } = LINE.exec(line)?.groups ?? {};
  const time = ms === undefined ? {} : { ms: Math.round(Number(ms) * 100) / 100 };
  switch (is) {
    case 'began':
      return { is };
    case 'open':
      return { is, ...time, ...(port !== undefined && { localPort: Number(port) }) };
    case 'failed':
      return { is, errno: errno ?? 'EUNKNOWN', ...time, local: local !== undefined };
    case 'timeout':
      return { is, ...time };
    case 'end':
      return { is, ...(errno !== undefined && { errno }) };
    default:
      return undefined;
  }
}

/** The bytes of a datagram as a line that the scripts read. */
export const hexLine = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(`${Buffer.from(bytes).toString('hex')}\n`, 'latin1');

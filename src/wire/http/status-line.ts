/** The first line of an answer (RFC 9112 section 4). */
export interface StatusLine {
  readonly version: '1.0' | '1.1';
  readonly status: number;
  /** Foreign text, latin1. */
  readonly reason: string;
}

const LINE = /^HTTP\/(\d)\.(\d) (\d{3})(?: ([^\0\r\n]*))?$/;

/**
 * Reads a status line without its line end; a text says what is wrong with it. Minor versions above 1 are read
 * as 1.1 (RFC 9110 section 2.5). Statuses above 599 are outside the protocol and yet in use (RFC 9110 section
 * 15): kept.
 */
export function parseStatusLine(line: string): StatusLine | string {
  const [, major, minor, status = '', reason = ''] = LINE.exec(line) ?? [];
  if (major === undefined) return 'the status line breaks the grammar';
  if (major !== '1') return `the status line names version ${major}.${minor}`;
  if (status < '100') return 'the status is below 100';
  return { version: minor === '0' ? '1.0' : '1.1', status: Number(status), reason };
}

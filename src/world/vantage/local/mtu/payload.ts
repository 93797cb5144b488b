import { bracketed } from '../../../../core/target/host-port.ts';
import type { Asking } from '../../../../core/world/mtu.ts';
import { clientHello } from '../../../../wire/tls/client-hello.ts';
import { USER_AGENT } from '../http/user-agent.ts';
import { smallHello } from '../tls/hello-kinds.ts';

// A ClientHello of 16,000 bytes (RFC 8446 section 4) of which the rest never comes, so that the server waits; in small records (section 5.1), since what
// inspects hellos may drop large ones for what they are.
const RECORD = Buffer.from([0x16, 0x03, 0x01, 0x01, 0xf4]);
const RECORD_BYTES = RECORD.length + 500;
const BEGUN_HELLO = Buffer.from([...RECORD, 0x01, 0x00, 0x3e, 0x80, 0x03, 0x03]);
const UNFINISHED_HEAD = Buffer.from('GET / HTTP/1.1\r\nX-Padding: ');
/** A line carries no more than this, so that what was begun on it stays unfinished. */
const MOST = 4_000;

/** Whether one more segment may go out on a line that carried so much. */
export const mayCarryMore = (written: number): boolean => written < MOST;

/** So many bytes that no server takes for a whole request: the beginning of one, or more of what was begun after so many `written`. */
export function filler(bytes: number, kind: Asking['kind'], written: number): Buffer {
  return kind === 'http' ? moreOfHead(bytes, written) : moreOfHello(bytes, written);
}

function moreOfHead(bytes: number, written: number): Buffer {
  const segment = Buffer.alloc(bytes, 'a');
  if (written === 0) UNFINISHED_HEAD.copy(segment);
  return segment;
}

function moreOfHello(bytes: number, written: number): Buffer {
  const whole = Buffer.alloc(written + bytes);
  for (let at = 0; at < whole.length; at += RECORD_BYTES) RECORD.copy(whole, at);
  BEGUN_HELLO.copy(whole);
  return whole.subarray(written);
}

/** A small question with an answer that is usually larger than a segment: a ClientHello, or a request for `/`. */
export function question({ kind, host }: Asking, address: string): Uint8Array {
  if (kind === 'tls') return clientHello(smallHello(host));
  const name = host ?? bracketed(address);
  return Buffer.from(
    `GET / HTTP/1.1\r\nHost: ${name}\r\nUser-Agent: ${USER_AGENT}\r\nConnection: close\r\n\r\n`,
  );
}

// A ClientHello of one byte: its answer is an alert of seven (RFC 8446 section 6).
const MALFORMED_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00]);

/** A question with a short answer: a hello that cannot be read, or a request for the head alone. */
export const shortQuestion = ({ kind, host = 'localhost' }: Asking): Uint8Array =>
  kind === 'tls'
    ? MALFORMED_HELLO
    : Buffer.from(
        `HEAD / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${USER_AGENT}\r\nConnection: close\r\n\r\n`,
      );

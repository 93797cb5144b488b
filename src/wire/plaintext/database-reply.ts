const ERROR_PACKET = 0xff;
const PROTOCOL_10 = 0x0a;

/** Whether bytes are a MySQL greeting (protocol 10 and a printable version) or an error packet that opens a connection. */
export function mysqlGuess(head: Uint8Array): boolean {
  const [low = 0, middle = 0, high = 0, sequence, kind] = head;
  const length = low + middle * 256 + high * 65536;
  if (sequence !== 0 || length < 8 || length > 4096) return false;
  // Error codes of servers are 1000 and above (little-endian).
  if (kind === ERROR_PACKET) return (head[5] ?? 0) + (head[6] ?? 0) * 256 >= 1000;
  return (
    kind === PROTOCOL_10 && /^[\x20-\x7e]{3,64}\0/.test(Buffer.from(head.subarray(5, 72)).toString('latin1'))
  );
}

/** Whether bytes are a PostgreSQL ErrorResponse whose first field is the severity (protocol 3.0 or 2.0). */
export function postgresGuess(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  return /^E\0\0[\0-\x0f][\s\S]S(?:FATAL|ERROR|PANIC)\0/.test(text) || text.startsWith('EFATAL: ');
}

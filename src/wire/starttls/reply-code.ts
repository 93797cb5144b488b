/** A complete reply of the three-digit kind (RFC 5321 section 4.2, RFC 959 section 4.2): its code and all its lines. */
export interface CodedReply {
  readonly code: number;
  readonly lines: readonly string[];
}

/**
 * Reads one reply, which may span lines (`250-…` up to `250 …`). Undefined: it is not complete yet. Null: this is no such reply.
 */
export function codedReply(received: Uint8Array): CodedReply | null | undefined {
  const text = Buffer.from(received).toString('latin1');
  if (!/^\d{0,3}$|^\d{3}[ \r\n-]/.test(text.slice(0, 4))) return null;
  const lines = text.split(/\r?\n/);
  const code = text.slice(0, 3);
  // The last element is what follows the last line end: an unfinished line.
  const end = lines.slice(0, -1).findIndex((line) => line === code || line.startsWith(`${code} `));
  if (end < 0) return undefined;
  return { code: Number(code), lines: lines.slice(0, end + 1) };
}

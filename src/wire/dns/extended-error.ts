import { extendedErrorPurpose } from '../../core/extended-dns-error.ts';

/** An extended DNS error (RFC 8914). `text` is the server's own words: foreign. */
export interface ExtendedError {
  readonly code: number;
  /** The registered meaning, or `unassigned`. */
  readonly purpose: string;
  readonly text: string;
}

/** Decodes the content of an EDE option. Undefined when it is too short to hold a code. */
export function readExtendedError(data: Uint8Array): ExtendedError | undefined {
  const [high, low] = data;
  if (high === undefined || low === undefined) return undefined;
  const code = (high << 8) | low;
  // RFC 8914 section 2: the text may be null-terminated, and must not be shown so.
  const text = new TextDecoder().decode(data.subarray(2)).replace(/\0+$/, '');
  return { code, purpose: extendedErrorPurpose(code), text };
}

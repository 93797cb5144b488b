import { valuesOf } from './field-lines.ts';
import type { ResponseHead } from './response-head.ts';

/** How the end of a body is known. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' }
  | { readonly kind: 'malformed'; readonly wrong: string };

/** Decides where the body of an answer ends (RFC 9112 section 6.3), but for CONNECT. */
export function bodyFraming(method: string, head: Pick<ResponseHead, 'status' | 'fields'>): BodyFraming {
  const { status, fields } = head;
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return { kind: 'none' };
  const codings = listed(valuesOf(fields, 'transfer-encoding'));
  if (codings.length > 0) {
    return codings.at(-1)?.toLowerCase() === 'chunked' ? { kind: 'chunked' } : { kind: 'close' };
  }
  const lengths = new Set(listed(valuesOf(fields, 'content-length')));
  const [text] = lengths;
  if (text === undefined) return { kind: 'close' };
  if (lengths.size > 1) return { kind: 'malformed', wrong: 'Content-Length is given twice, and differs' };
  const length = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(length)) return { kind: 'malformed', wrong: 'Content-Length is not a length' };
  return { kind: 'length', length };
}

const listed = (values: readonly string[]): string[] =>
  values
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');

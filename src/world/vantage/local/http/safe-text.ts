import { redactHeader } from '../../../../core/redact-header.ts';
import { redactText } from '../../../../core/redact.ts';
import type { HttpExchange } from '../../../../core/world/http.ts';
import type { Field } from '../../../../wire/http/field-lines.ts';

const MOST_HEADERS = 100;
const LONGEST_VALUE = 500;
const EXCERPT = 512;

/** Headers as an observation keeps them: at most 100, without secrets, long values cut. */
export function safeHeaders(fields: readonly Field[]): HttpExchange['headers'] {
  return fields.slice(0, MOST_HEADERS).map(({ name, value }) => ({
    name: cut(name, LONGEST_VALUE),
    value: cut(redactHeader(name, value), LONGEST_VALUE),
  }));
}

/**
 * The beginning of a body as text, without URLs' secrets and credentials; undefined when there is none or it is
 * compressed.
 */
export function excerptOf(pieces: readonly Uint8Array[], fields: readonly Field[] = []): string | undefined {
  const coding = fields.find(({ name }) => name === 'content-encoding')?.value.toLowerCase() ?? 'identity';
  const head = Buffer.concat(pieces).subarray(0, EXCERPT);
  if (head.length === 0 || coding !== 'identity') return undefined;
  // A character that the cut went through is left out.
  return redactText(new TextDecoder().decode(head, { stream: true }));
}

/** The beginning of a head that breaks the rules of HTTP, its header values without secrets. */
export function headExcerptOf(bytes: Uint8Array): string | undefined {
  const text = excerptOf([bytes]);
  return text?.replace(
    /^([A-Za-z0-9_-]+):[ \t]*(.*)$/gm,
    (_, name: string, value: string) => `${name}: ${redactHeader(name, value)}`,
  );
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

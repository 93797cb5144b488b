import type * as z from 'zod';
import { redactText } from '../../core/redact.ts';

type Json = z.core.util.JSONType;

/**
 * A copy as plain JSON in which no string carries a secret that core/redact knows. A string without one stays as it is, letter
 * for letter: a URL is not rewritten only because it was looked at.
 */
export function redactDeep(value: unknown): Json {
  const text = JSON.stringify(value);
  return JSON.parse(text === undefined ? 'null' : text, (_key, part: unknown) =>
    typeof part === 'string' ? redacted(part) : part,
  ) as Json;
}

function redacted(text: string): string {
  const safe = redactText(text);
  // A fragment may carry a token (RFC 6749 section 4.2.2), so a URL with one is taken as redactText cut it.
  return safe.includes('REDACTED') || text.includes('#') ? safe : text;
}

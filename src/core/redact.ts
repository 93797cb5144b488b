const SECRET_KEY =
  /(?:token|secret|passw(?:or)?d|passwd|pwd|api[-_]?key|access[-_]?key|signature|^sig$|credential|^auth$|session|jwt|^code$|^key$)/i;

/** What stands in place of a secret. */
export const REDACTED = 'REDACTED';

/** Whether a parameter, variable or header of this name usually holds a secret. */
export const isSecretKey = (name: string): boolean => SECRET_KEY.test(name);

/**
 * A URL with user information and secret-looking query values replaced, without its fragment. What cannot be parsed as a
 * URL loses all that may be such a thing: a password may hold "/" or "#" unescaped.
 */
export function redactUrl(text: string): string {
  if (!URL.canParse(text)) return redactUnparsed(text);
  const url = new URL(text);
  if (url.username || url.password) {
    url.username = REDACTED;
    url.password = '';
  }
  for (const key of new Set(url.searchParams.keys())) {
    if (isSecretKey(key)) url.searchParams.set(key, REDACTED);
  }
  url.hash = '';
  return url.href;
}

function redactUnparsed(text: string): string {
  const start = text.indexOf('://') + 3;
  if (start < 3) return text;
  const at = text.lastIndexOf('@');
  const host = at > start ? `${REDACTED}${text.slice(at)}` : text.slice(start);
  const shown = host
    .replace(/#.*$/s, '')
    .replace(/([?&])([^=&?]*)=[^&]*/g, (pair: string, mark: string, key: string) =>
      isSecretKey(key) ? `${mark}${key}=${REDACTED}` : pair,
    );
  return text.slice(0, start) + shown;
}

/** A text with every URL in it redacted, and bearer or basic credentials removed. */
export function redactText(text: string): string {
  return text
    .replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>]+/gi, (url) => redactUrl(url))
    .replace(/\b(bearer|basic|token)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${REDACTED}`);
}

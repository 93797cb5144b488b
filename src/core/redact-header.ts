import { isSecretKey, REDACTED, redactText, redactUrl } from './redact.ts';

const CREDENTIALS = /^(?:proxy-)?(?:authorization|authentication-info)$|^cookie2?$/;
// Challenges (RFC 9110 section 11.6.1) and CORS answers carry no secret, whatever their names look like.
const HARMLESS = /^(?:www|proxy)-authenticate$|^access-control-/;

/**
 * The value of an HTTP header without secrets. Of a cookie its name and attributes remain; credentials, tokens
 * and keys are replaced as a whole; in anything else URLs and bearer credentials are redacted.
 */
export function redactHeader(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (HARMLESS.test(lower)) return value;
  if (lower === 'set-cookie' || lower === 'set-cookie2')
    return value.replace(/^([^=;]*=)[^;]*/, `$1${REDACTED}`);
  if (CREDENTIALS.test(lower) || isSecretKey(lower)) return REDACTED;
  return lower === 'location' || lower === 'content-location' ? redactReference(value) : redactText(value);
}

/** A URI reference (RFC 3986 section 4.1), which may be relative, without secret query values and fragment. */
function redactReference(value: string): string {
  if (URL.canParse(value)) return redactUrl(value);
  return value
    .replace(/#.*$/s, '')
    .replace(/([?&;])([^=&;]+)=[^&;]*/g, (pair, mark: string, key: string) =>
      isSecretKey(key) ? `${mark}${key}=${REDACTED}` : pair,
    );
}

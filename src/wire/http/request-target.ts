/**
 * The path and query of an http or https URL as they go into a request (origin-form, RFC 9112 section 3.2.1):
 * as given, without fragment, octets outside of visible ASCII percent-encoded (RFC 3986 section 2.1), "/" when
 * there is none.
 */
export function requestTarget(url: string): string {
  const [, rest = ''] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*([^#]*)/s.exec(url) ?? [];
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  // Runs of characters, so that both halves of a surrogate pair are encoded together.
  return path.replace(/[^\x21-\x7e]+/g, (characters) =>
    Array.from(
      Buffer.from(characters),
      (octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

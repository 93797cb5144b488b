/** What no scenario makes, and why. */
export const NOT_MADE: Readonly<Record<string, string>> = {
  'dns.musl-stops': 'needs a program linked against musl; Debian’s Node uses glibc. Covered by fixtures.',
  'dns.v6-unroutable':
    'glibc sorts a destination without a route behind every other (RFC 6724 section 6, rule 1), so its getaddrinfo never lists it first. Covered by fixtures.',
};

/** What no scenario makes, and why. */
export const NOT_MADE: Readonly<Record<string, string>> = {
  'dns.musl-stops': 'needs a program linked against musl; Debian’s Node uses glibc. Covered by fixtures.',
  'dns.v6-unroutable':
    'glibc sorts a destination without a route behind every other (RFC 6724 section 6, rule 1), so its getaddrinfo never lists it first. Covered by fixtures.',
  'tls.intercepted':
    'needs a certificate of a publicly trusted CA, for which the lab has no key. Covered by fixtures.',
};

/** What this kernel lacks, and how the lab does without. */
export const NOT_IN_THIS_KERNEL: Readonly<Record<string, string>> = {
  'IP-in-IP, GRE, Geneve, WireGuard and IPsec devices':
    'only VXLAN is there. What each of the others leaves of 1500 bytes is made by a packet filter that drops larger packets.',
  netem:
    'delay comes from a pair of TUN devices instead, which needs root; loss from counting packet filters.',
};

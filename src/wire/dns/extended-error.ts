/** IANA "Extended DNS Error Codes" (RFC 8914 section 5.2 and later registrations), by code. */
const PURPOSES: readonly string[] = [
  'Other Error',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDomain Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
  'Signature Expired before Valid',
  'Too Early',
  'Unsupported NSEC3 Iterations Value',
  'Unable to conform to policy',
  'Synthesized',
  'Invalid Query Type',
];

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
  return { code, purpose: PURPOSES[code] ?? 'unassigned', text };
}

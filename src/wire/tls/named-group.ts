/** Key-exchange groups of the IANA registry (RFC 8446 section 4.2.7, RFC 7919, draft-ietf-tls-ecdhe-mlkem). */
export const GROUP_NAMES: ReadonlyMap<number, string> = new Map([
  [0x11ec, 'X25519MLKEM768'],
  [0x11eb, 'SecP256r1MLKEM768'],
  [0x11ed, 'SecP384r1MLKEM1024'],
  [0x001d, 'x25519'],
  [0x0017, 'secp256r1'],
  [0x0018, 'secp384r1'],
  [0x0019, 'secp521r1'],
  [0x001e, 'x448'],
  [0x001a, 'brainpoolP256r1'],
  [0x001b, 'brainpoolP384r1'],
  [0x001c, 'brainpoolP512r1'],
  [0x0100, 'ffdhe2048'],
  [0x0101, 'ffdhe3072'],
  [0x0102, 'ffdhe4096'],
  [0x0103, 'ffdhe6144'],
  [0x0104, 'ffdhe8192'],
]);

export const X25519 = 0x001d;
export const SECP256R1 = 0x0017;
export const SECP384R1 = 0x0018;
export const X25519_MLKEM768 = 0x11ec;

/** Every group that is asked for in a scan, hybrids first. */
export const SCANNED_GROUPS: readonly number[] = [...GROUP_NAMES.keys()];

/** What clients without post-quantum keys offer. */
export const CLASSIC_GROUPS: readonly number[] = [X25519, SECP256R1, SECP384R1, 0x0019, 0x0100];

/** The registered name, or the number as `0x….`. */
export function groupName(group: number): string {
  return GROUP_NAMES.get(group) ?? `0x${group.toString(16).padStart(4, '0')}`;
}

/** SSL 3.0 to TLS 1.3, lowest first. */
export const VERSIONS = [0x0300, 0x0301, 0x0302, 0x0303, 0x0304] as const;
export type ProtocolVersion = (typeof VERSIONS)[number];

export const SSL3 = 0x0300;
export const TLS10 = 0x0301;
export const TLS12 = 0x0303;
export const TLS13 = 0x0304;

const NAMES: Readonly<Record<number, string>> = {
  [SSL3]: 'SSLv3',
  [TLS10]: 'TLSv1.0',
  0x0302: 'TLSv1.1',
  [TLS12]: 'TLSv1.2',
  [TLS13]: 'TLSv1.3',
};

/** `TLSv1.2` for 0x0303; an unknown version as `0x….`. */
export function versionName(version: number): string {
  return NAMES[version] ?? `0x${version.toString(16).padStart(4, '0')}`;
}

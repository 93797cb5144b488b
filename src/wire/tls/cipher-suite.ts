import { SUITES_BY_KEY_EXCHANGE } from './cipher-suite-table.ts';

const TLS13_SUITES: ReadonlyMap<number, string> = new Map([
  [0x1302, 'TLS_AES_256_GCM_SHA384'],
  [0x1303, 'TLS_CHACHA20_POLY1305_SHA256'],
  [0x1301, 'TLS_AES_128_GCM_SHA256'],
  [0x1304, 'TLS_AES_128_CCM_SHA256'],
  [0x1305, 'TLS_AES_128_CCM_8_SHA256'],
]);

const TLS12_SUITES: ReadonlyMap<number, string> = new Map(
  Object.entries(SUITES_BY_KEY_EXCHANGE).flatMap(([keyExchange, list]) =>
    list.split(/\s+/).map((entry): [number, string] => {
      const [code = '', bulk = ''] = entry.split('=');
      return [Number.parseInt(code, 16), `TLS_${keyExchange}_WITH_${bulk}`];
    }),
  ),
);

/** The suites of TLS 1.3. */
export const SUITES_13: readonly number[] = [...TLS13_SUITES.keys()];

/** The suites of TLS 1.2 and below, modern ones (forward secrecy and AEAD) first. */
export const SUITES_12: readonly number[] = [...TLS12_SUITES.keys()].toSorted(
  (a, b) => rank(suiteName(a)) - rank(suiteName(b)),
);

/** What clients of the last ten years offer under TLS 1.2. */
export const COMMON_SUITES_12: readonly number[] = [
  0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035,
];

/** The registered name, or the number as `0x….`. */
export function suiteName(suite: number): string {
  return TLS13_SUITES.get(suite) ?? TLS12_SUITES.get(suite) ?? `0x${suite.toString(16).padStart(4, '0')}`;
}

/** Whether a server_key_exchange of this suite carries a curve (`ECDHE`), a prime (`DHE`), or is not sent at all. */
export function ephemeralKind(suite: number): 'ECDHE' | 'DHE' | undefined {
  const name = suiteName(suite);
  if (/^TLS_(?:ECDHE_(?!PSK)|ECDH_anon)/.test(name)) return 'ECDHE';
  return /^TLS_(?:DHE_(?!PSK)|DH_anon)/.test(name) ? 'DHE' : undefined;
}

function rank(name: string): number {
  const forward = /_(?:ECDHE|DHE)_(?:RSA|ECDSA|DSS)_WITH/.test(name) ? 0 : 2;
  return forward + (/GCM|CCM|POLY1305/.test(name) ? 0 : 1);
}

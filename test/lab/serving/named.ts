import { at } from '../network/at.ts';
import type { Server } from './server.ts';
import { LAB_RECORDS, zone } from './zone.ts';

/** How a BIND differs from the lab's healthy name server. */
interface Wish {
  readonly name?: string;
  /** Addresses to serve on; absent: all of the host's. */
  readonly on?: readonly string[];
  /** Lines for lab.example in addition. */
  readonly records?: readonly string[];
  /** Zone texts by name, in place of the usual ones. */
  readonly zones?: Readonly<Record<string, string>>;
  /** Statements in `options`. */
  readonly options?: readonly string[];
  /** Statements after `options`. */
  readonly statements?: readonly string[];
}

/** BIND with a root zone and lab.example of its own, which serves everyone. */
export function named(wish: Wish = {}): Server {
  const { name = 'named', on, records = [], options = [], statements = [] } = wish;
  const zones = wish.zones ?? {
    '.': zone('.', [`ns.lab.example. A ${at.resolver.v4}`]),
    'lab.example': zone('lab.example.', [...LAB_RECORDS, ...records]),
  };
  const files = Object.fromEntries(Object.entries(zones).map(([each, text]) => [fileOf(each), text]));
  const primaries = Object.keys(zones).map(
    (each) => `zone "${each}" { type primary; file "${fileOf(each)}"; };`,
  );
  return {
    name,
    at: 'resolver',
    run: ['named', '-g', '-n', '1', '-c', 'named.conf'],
    files: {
      ...files,
      'named.conf': configuration(on, options, [...primaries, ...statements]),
    },
    ports: { tcp: [53], udp: [53] },
  };
}

const fileOf = (origin: string): string => `${origin === '.' ? 'root' : origin}.zone`;

/** The text of named.conf. */
export function configuration(
  on: readonly string[] | undefined,
  options: readonly string[],
  statements: readonly string[],
): string {
  const of = (family: 4 | 6) => {
    const addresses = on?.filter((address) => address.includes(':') === (family === 6)) ?? ['any'];
    return addresses.length === 0 ? 'none;' : addresses.map((address) => `${address};`).join(' ');
  };
  return [
    'options {',
    '  directory "."; managed-keys-directory "."; pid-file none; session-keyfile none;',
    '  max-cache-size 16M; empty-zones-enable no; notify no; dnssec-validation no;',
    `  listen-on { ${of(4)} }; listen-on-v6 { ${of(6)} };`,
    ...options.map((option) => `  ${option}`),
    '};',
    'controls {};',
    ...statements,
    '',
  ].join('\n');
}

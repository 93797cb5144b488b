import type { Path, Unusable } from '../../../core/world/path.ts';

/** The Debian and Alpine packages of the programs. */
const PACKAGES: Readonly<Record<string, string>> = {
  traceroute: 'traceroute',
  mtr: 'mtr-tiny',
  tracepath: 'iputils-tracepath',
};

const REASONS: Readonly<Record<Unusable['why'], string>> = {
  missing: 'is not installed',
  permission: 'is not permitted',
  unsupported: 'is of another make',
  timeout: 'did not end in time',
  failed: 'failed',
};

/** What could not be asked, as a clause: "mtr (ICMP probes) is not permitted". */
export const unusableClause = ({ program, for: what, why }: Unusable): string =>
  `${program}${what === undefined || why === 'missing' ? '' : ` (${what})`} ${REASONS[why]}`;

/** The clauses of all paths, each once. */
export const unusableClauses = (paths: readonly Path[]): string[] => [
  ...new Set(paths.flatMap(({ unusable }) => unusable.map(unusableClause))),
];

/** A note for evidence that is missing although something was seen. */
export function unusableNotes(paths: readonly Path[]): string[] {
  const clauses = unusableClauses(paths);
  if (clauses.length === 0 || paths.every(({ traces }) => traces.length === 0)) return [];
  return [`Less was seen than could be: ${clauses.join('; ')}.`];
}

/** What would let us look: programs to install, rights to give. */
export function whatWouldHelp(
  unusable: readonly Unusable[],
  address: string,
  port: number | undefined,
): string {
  const missing = unusable
    .filter(({ why }) => why === 'missing')
    .flatMap(({ program }) => PACKAGES[program] ?? []);
  const raw =
    port === undefined ? `sudo traceroute -n -I ${address}` : `sudo traceroute -n -T -p ${port} ${address}`;
  return missing.length > 0
    ? `Install one of ${[...new Set(missing)].join(', ')} where Layerwalk runs, or run by hand: ${raw}`
    : `Give Layerwalk CAP_NET_RAW, or run by hand: ${raw}`;
}

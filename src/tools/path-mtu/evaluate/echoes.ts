import type { PathMtu } from '../../../core/world/mtu.ts';
import type { Case } from './case.ts';
import { payloadOf } from './wording.ts';

/** What echo requests say of the same path, both ways taken together. */
export interface EchoReading {
  /** The largest answered; 0 when none was. */
  readonly answered: number;
  /** The smallest above it that was not, and told nobody. */
  readonly silent: number | undefined;
  /** Two rounds agree on these neighbours. */
  readonly exact: boolean;
}

const ANSWERED_ON = 2;
const SILENT_ON = 3;

export function readEchoes({ echoes }: Pick<PathMtu, 'echoes'>): EchoReading {
  const sizes = (outcome: string): number[] =>
    echoes.filter((echo) => echo.outcome === outcome).map(({ size }) => size);
  const answered = Math.max(0, ...sizes('answered'));
  const above = sizes('silent').filter((size) => size > answered);
  const silent = above.length > 0 ? Math.min(...above) : undefined;
  const count = (outcome: string, size: number): number =>
    sizes(outcome).filter((one) => one === size).length;
  const exact =
    silent === answered + 1 &&
    count('answered', answered) >= ANSWERED_ON &&
    count('silent', silent) >= SILENT_ON;
  return { answered, silent, exact };
}

/** The second witness beside TCP's number: agrees, disagrees, or cannot tell. */
export function echoLine({ path, family }: Case, size: number): string[] {
  if (path.echoes.length === 0) return [];
  const { answered, silent } = readEchoes(path);
  const ping = (bytes: number): string => `-s ${payloadOf(bytes, family)}`;
  if (answered === 0) return ['ping: no echo request is answered, not even a small one: it says nothing'];
  const big = path.echoes.find(({ outcome }) => outcome === 'too-big');
  if (big) {
    return [
      `ping ${ping(big.size)}: too big${big.from === undefined ? '' : `, says ${big.from}`}${big.mtu === undefined ? '' : ` (MTU ${big.mtu})`}`,
    ];
  }
  if (silent === undefined) {
    return answered >= size
      ? [`ping -M do ${ping(answered)} is answered${answered === size ? ': agrees' : ''}`]
      : [];
  }
  const verdict =
    answered === size
      ? ': agrees'
      : answered > size
        ? sparedByMss(path)
          ? ': larger packets of other protocols vanish'
          : ': disagrees'
        : silent <= size
          ? ': disagrees, large echo requests may be filtered'
          : '';
  return [`ping -M do ${ping(answered)} is answered, ${ping(silent)} is not${verdict}`];
}

/** TCP sends nothing larger than the MSS allows, whatever the path carries. */
const sparedByMss = ({ tcp }: PathMtu): boolean => tcp?.ceilingBy === 'mss' || tcp?.ceilingBy === 'max';

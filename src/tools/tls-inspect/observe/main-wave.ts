import type { Look } from '../../../core/tool.ts';
import type { TlsTap, TlsTapRequest } from '../../../core/world/tls.ts';
import type { TlsScan, TlsScanPart } from '../../../core/world/tls-scan.ts';
import type { Input } from '../input.ts';
import type { Approach } from './approach.ts';

/** Long enough for three SYNs and a slow handshake. */
const TIMEOUT_MS = 3500;
const CONTROL_TIMEOUT_MS = 2000;
const MAX_ADDRESSES = 4;

/** What is seen at once: the handshake with every address, and the controls with the main one. */
export interface Wave {
  readonly main: TlsTap;
  readonly others: readonly TlsTap[];
  readonly withoutSni?: TlsTap;
  readonly scan?: TlsScan;
  /** Connections to a first address that did not answer. */
  readonly wasted: number;
}

/** A tap of one address in the client's way, changed by `change`; controls wait less. */
export const tapOf =
  ({ vantage, signal }: Look, { host, port }: Input, approach: Approach) =>
  (
    address: string,
    change?: Partial<Pick<TlsTapRequest, 'servername' | 'starttls' | 'alpn'>>,
  ): Promise<TlsTap> => {
    const { servername, starttls, alpn } = { ...approach, ...change };
    return vantage.tls(
      {
        address,
        port,
        host,
        ...(servername !== undefined && { servername }),
        ...(starttls !== undefined && { starttls }),
        ...(alpn !== undefined && { alpn }),
        timeoutMs: change ? CONTROL_TIMEOUT_MS : TIMEOUT_MS,
      },
      signal,
    );
  };

/**
 * The main handshake with up to four addresses, and beside it, all at once, the controls with the first. Where the first
 * does not accept connections, the next that does takes its place.
 */
export async function mainWave(
  look: Look,
  input: Input,
  approach: Approach,
  addresses: readonly string[],
): Promise<Wave> {
  const tap = tapOf(look, input, approach);
  const taps = addresses.slice(0, MAX_ADDRESSES).map((address) => tap(address));
  const [first] = taps;
  const [address] = addresses;
  if (!first || address === undefined) throw new TypeError('no address');
  const [seen, beside] = await Promise.all([
    Promise.all(taps),
    besides(look, input, approach, address, first),
  ]);
  const reached = seen.findIndex(({ outcome }) => outcome !== 'not-connected');
  const main = seen[Math.max(0, reached)] ?? (await first);
  const others = seen.filter((other) => other !== main);
  if (reached <= 0) return { main, others, ...beside, wasted: 0 };
  const again = await besides(look, input, approach, main.address, Promise.resolve(main));
  return {
    main,
    others,
    ...again,
    wasted: (beside.scan?.connections ?? 0) + (beside.withoutSni?.connections ?? 0),
  };
}

/** Raw hellos in the client's way: the same SNI, the same upgrade. */
export const scanOf =
  ({ vantage, signal }: Look, { host, port }: Input, { servername, starttls }: Approach) =>
  (address: string, parts: readonly TlsScanPart[]): Promise<TlsScan> =>
    vantage.tlsScan(
      {
        address,
        port,
        host,
        parts,
        ...(servername !== undefined && { servername }),
        ...(starttls !== undefined && { starttls }),
        timeoutMs: CONTROL_TIMEOUT_MS,
      },
      signal,
    );

/** The same handshake without SNI. */
export function tapWithoutSni(
  look: Look,
  input: Input,
  approach: Approach,
): (address: string) => Promise<TlsTap> {
  const { servername: _, ...nameless } = approach;
  return (address) => tapOf(look, input, nameless)(address, {});
}

type Besides = Pick<Wave, 'withoutSni' | 'scan'>;

/** A client that speaks plain text, and MySQL, are asked once only; where MySQL is not ruled out, raw hellos wait for the main handshake. */
async function besides(
  look: Look,
  input: Input,
  approach: Approach,
  address: string,
  main: Promise<TlsTap>,
): Promise<Besides> {
  const { servername, starttls, cautious } = approach;
  if (input.client_speaks === 'plain' || starttls === 'mysql') return {};
  const scan = async (): Promise<TlsScan | undefined> => {
    if (cautious && (await main).outcome !== 'handshake') return undefined;
    return scanOf(look, input, approach)(address, input.deep ? ['versions', 'deep'] : ['versions']);
  };
  const bare = servername === undefined ? undefined : tapWithoutSni(look, input, approach)(address);
  const [seen, withoutSni] = await Promise.all([scan(), bare]);
  return { ...(seen && { scan: seen }), ...(withoutSni && { withoutSni }) };
}

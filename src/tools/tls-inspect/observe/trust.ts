import type { Look } from '../../../core/tool.ts';
import type { IssuerFetch } from '../../../core/world/issuer-fetch.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import type { TrustVerdict } from '../../../core/world/trust.ts';
import type { AddressView } from '../observation.ts';

/** A chain is completed over this many missing issuers. */
const MAX_FETCHES = 3;

/** A tap with what each store says of its chain at a time. */
export async function judged({ world }: Look, tap: TlsTap, at: string): Promise<AddressView> {
  const pems = tap.chain.map(({ pem }) => pem);
  return { tap, trust: pems.length > 0 ? await world.verifyChain({ pems, at }) : [] };
}

/** The missing issuers of a chain, fetched one after another, and the verdicts with them. */
export interface Completion {
  readonly issuers: IssuerFetch[];
  readonly completed: TrustVerdict[];
}

/**
 * Where no store finds a path because an issuer is missing: fetches it by AIA, up to three steps. Certificates seen in other handshakes
 * with the same host (`seen`, PEM) are tried first.
 */
export async function completion(
  { world, signal }: Look,
  { tap, trust }: AddressView,
  at: string,
  seen: readonly string[],
): Promise<Completion> {
  const issuers: IssuerFetch[] = [];
  if (!trust.some(({ end }) => end === 'no-issuer')) return { issuers, completed: [] };
  const pems = tap.chain.map(({ pem }) => pem);
  const extra = seen.filter((pem) => !pems.includes(pem));
  let urls = urlsOf(tap);
  let completed = extra.length > 0 ? await world.verifyChain({ pems, at, extra }) : trust;
  const asked = new Set<string>();
  while (completed.some(({ end }) => end === 'no-issuer') && issuers.length < MAX_FETCHES) {
    const url = urls.find((candidate) => !asked.has(candidate));
    if (url === undefined) break;
    asked.add(url);
    const fetched = await world.fetchIssuer(url, tap.address, signal);
    issuers.push(fetched);
    if (fetched.pems.length === 0) continue;
    extra.push(...fetched.pems);
    urls = [...urls, ...fetched.caIssuers];
    completed = await world.verifyChain({ pems, at, extra });
  }
  return { issuers, completed: completed === trust ? [] : completed };
}

/** Of the certificates whose issuer was not sent, the last first: that is where a chain usually ends. */
const urlsOf = ({ chain }: TlsTap): string[] =>
  chain
    .filter(({ issuedBy, selfSigned }) => issuedBy === null && !selfSigned)
    .toReversed()
    .flatMap(({ caIssuers }) => caIssuers);

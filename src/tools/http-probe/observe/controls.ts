import type { Look } from '../../../core/tool.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import type { Hop } from '../observation.ts';
import { askHop, type HopPlan, type HopSeen, kept, request } from './hop.ts';
import type { Route } from './route.ts';

const REPEATS = 2;

/** Statuses by which a gateway speaks of its upstream; 520 to 526 are Cloudflare's own. */
export const isGatewayStatus = (status: number | undefined): boolean =>
  status !== undefined && ((status >= 502 && status <= 504) || (status >= 520 && status <= 526));

/**
 * Asks the same again after a gateway's error or a broken-off connection: one bad backend of several shows as
 * sometimes, and clients try again by themselves after some resets (RFC 9113 section 8.7).
 */
export async function askAgain(
  look: Look,
  plan: HopPlan,
  seen: HttpExchange | undefined,
): Promise<HttpExchange[]> {
  const brokenOff = seen?.outcome === 'closed' || seen?.outcome === 'reset';
  if (!seen || !(brokenOff || isGatewayStatus(seen.status))) return [];
  const again: HttpExchange[] = [];
  for (let n = 0; n < REPEATS; n++) again.push(kept(await request(look, plan, seen.address, seen.proxy)));
  return again;
}

/**
 * The direct way, where the proxy is used: whether the target is there without it. One address of each family.
 */
export async function askDirectly(look: Look, plan: HopPlan): Promise<HopSeen | undefined> {
  const seen = await askHop(look, { ...plan, through: undefined, most: 2 });
  return seen.refusal === undefined ? seen : undefined;
}

/** The way through the proxy, where NO_PROXY exempts the host and no direct connection came about. */
export async function askProxy(
  look: Look,
  plan: HopPlan,
  { way, set }: Route,
  seen: Hop,
): Promise<Hop | undefined> {
  const unreached = seen.exchanges.every(({ outcome }) => outcome === 'connect-failed');
  if (!way.exempt || !set || !unreached) return undefined;
  const { refusal, hop } = await askHop(look, { ...plan, address: undefined, through: set });
  return refusal === undefined ? hop : undefined;
}

/** A TLS request, where plain HTTP was sent directly and got no answer: the port may want TLS. */
export async function askOverTls(
  look: Look,
  plan: HopPlan,
  seen: HttpExchange | undefined,
): Promise<HttpExchange | undefined> {
  const unanswered = seen && ['no-reply', 'closed', 'reset'].includes(seen.outcome);
  if (!unanswered || plan.through || !plan.url.startsWith('http:')) return undefined;
  const url = plan.url.replace(/^http:/, 'https:');
  return kept(await request(look, { ...plan, url, method: 'HEAD' }, seen.address));
}

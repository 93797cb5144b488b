import { formatIp } from '../../../core/address/ip.ts';
import { redactUrl } from '../../../core/redact.ts';
import type { AppliedProxy } from '../../../core/no-proxy.ts';
import type { Look } from '../../../core/tool.ts';
import type { Lookup } from '../../../core/world/dns.ts';
import type { HttpExchange, HttpReply } from '../../../core/world/http.ts';
import { readUrl } from '../input.ts';
import type { Hop } from '../observation.ts';
import { chooseCandidates } from './candidates.ts';

/** One URL to ask, and how. */
export interface HopPlan {
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  /** Connect here; absent: look the host up. */
  readonly address?: string | undefined;
  readonly through?: AppliedProxy | undefined;
  /** How many addresses to ask. */
  readonly most: number;
  readonly timeoutMs: number;
  /** Keep what certificates were shown beside the answer. */
  readonly chain?: boolean;
}

/** What a hop brought, and the answer that a client would act upon. */
export interface HopSeen {
  readonly hop: Hop;
  readonly reply?: HttpReply;
  /** The rule, when nothing may be asked here at all. */
  readonly refusal?: string;
}

/**
 * Asks one URL: directly at each candidate address by itself, all at once; or through the proxy, one address
 * after the other.
 */
export async function askHop(look: Look, plan: HopPlan): Promise<HopSeen> {
  const { url, through, most } = plan;
  const { host, address } = readUrl(url);
  const given = plan.address ?? (address && formatIp(address));
  const lookup = given === undefined ? await look.vantage.lookup(host, look.signal) : undefined;
  const refused = refusals(look, given === undefined ? (lookup?.addresses ?? []) : [given]);
  const own = { url: redactUrl(url), ...(lookup && { lookup }), refused };
  const [first] = refused;
  // The proxy chooses among them, out of our sight: one that is refused refuses all.
  if (through && first) return { hop: { ...own, untried: 0, exchanges: [] }, refusal: first.rule };
  if (through) return askThrough(look, plan, through, own);
  const open = (given === undefined ? (lookup?.addresses ?? []) : [given]).filter(
    (item) => !refused.some((other) => other.address === item),
  );
  if (open.length === 0 && first) return { hop: { ...own, untried: 0, exchanges: [] }, refusal: first.rule };
  const { chosen, untried } = chooseCandidates(open, most);
  const replies = await Promise.all(chosen.map((item) => request(look, plan, item)));
  return seen({ ...own, untried }, replies);
}

async function askThrough(
  look: Look,
  plan: HopPlan,
  proxy: AppliedProxy,
  own: Pick<Hop, 'url' | 'lookup' | 'refused'>,
): Promise<HopSeen> {
  const literal = proxy.address && formatIp(proxy.address);
  const proxyLookup: Lookup | undefined =
    literal === undefined ? await look.vantage.lookup(proxy.host, look.signal) : undefined;
  const { chosen, untried } = chooseCandidates(
    literal === undefined ? (proxyLookup?.addresses ?? []) : [literal],
    2,
  );
  const replies: HttpReply[] = [];
  for (const address of chosen) {
    const reply = await request(look, plan, address, proxy.url);
    replies.push(reply);
    if (reply.outcome !== 'connect-failed' && reply.outcome !== 'not-allowed') break;
  }
  const hop = { ...own, ...(proxyLookup && { proxyLookup }), untried };
  // The vantage refuses the proxy's address, or a host that the proxy would resolve.
  const rule = replies.every(({ outcome }) => outcome === 'not-allowed') ? replies[0]?.rule : undefined;
  return rule === undefined ? seen(hop, replies) : { hop: { ...hop, exchanges: [] }, refusal: rule };
}

/** The same request once more, at one address. */
export const request = (look: Look, plan: HopPlan, address: string, proxy?: string): Promise<HttpReply> => {
  const { url, method, timeoutMs, chain } = plan;
  const through = proxy === undefined ? {} : { proxy };
  const wanted = chain === undefined ? {} : { chain };
  return look.vantage.http({ url, method, address, timeoutMs, ...through, ...wanted }, look.signal);
};

/** An exchange as an observation keeps it: where it points on is in its headers, redacted. */
export function kept(reply: HttpReply): HttpExchange {
  const { location, chain, ...exchange } = reply;
  void location;
  void chain;
  return exchange;
}

function seen(own: Omit<Hop, 'exchanges'>, replies: readonly HttpReply[]): HopSeen {
  const reply = replies.find(isConnected) ?? replies[0];
  return { hop: { ...own, exchanges: replies.map(kept) }, ...(reply && { reply }) };
}

const isConnected = ({ outcome }: HttpExchange): boolean =>
  outcome !== 'connect-failed' && outcome !== 'not-allowed';

const refusals = (look: Look, addresses: readonly string[]): Hop['refused'] =>
  addresses.flatMap((address) => {
    const rule = look.world.refusal(address);
    return rule === undefined ? [] : [{ address, rule }];
  });

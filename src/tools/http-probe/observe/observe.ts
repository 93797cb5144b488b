import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { Look } from '../../../core/tool.ts';
import type { SocketTable } from '../../../core/world/sockets.ts';
import { clientView } from '../client-view.ts';
import { type Input, readUrl } from '../input.ts';
import type { Observation } from '../observation.ts';
import { walkChain } from './chain.ts';
import { askAgain, askDirectly, askOverTls, askProxy } from './controls.ts';
import { bothShown } from './both-shown.ts';
import type { HopPlan } from './hop.ts';
import { exemptByAddress, routeOf } from './route.ts';

const REQUEST_MS = 10_000;
const WHOLE_MS = 30_000;
/** A control answers a side question: it gets less time. */
const CONTROL_MS = 4_000;

/**
 * Requests the URL as a client here would, follows redirects, and asks the controls that tell the causes apart.
 * Throws Refused when the address policy does not allow the first request.
 */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const { world, vantage, signal } = look;
  const { url, address, method = 'GET' } = input;
  const started = world.elapsed();
  const left = (most: number): number => Math.min(most, WHOLE_MS - (world.elapsed() - started));
  const asProgramsDo = address === undefined && input.proxy !== 'none';
  const environment = asProgramsDo ? (await vantage.hostView([], signal)).proxy : undefined;
  const first = readUrl(url).url.replace(/^ws/, 'http');
  const route = routeOf(first, environment);
  const planFor = (hopUrl: string, most: number): HopPlan => ({
    url: hopUrl,
    method,
    address: sameHost(hopUrl, first) ? address : undefined,
    through: hopUrl === first ? route.through : routeOf(hopUrl, environment).through,
    most,
    timeoutMs: left(REQUEST_MS),
  });
  // Where a proxy applies its certificate is compared with the one that the direct way shows.
  const secured = route.way.used && first.startsWith('https:');
  const plan: HopPlan = { ...planFor(first, 4), ...(secured && { chain: true }) };
  const aside: HopPlan = { ...plan, timeoutMs: CONTROL_MS };
  const [chain, direct, sockets] = await Promise.all([
    walkChain(look, plan, (next) => (left(REQUEST_MS) > 1000 ? planFor(next, 2) : undefined)),
    route.way.used ? askDirectly(look, aside) : undefined,
    route.way.used ? undefined : socketsTowards(look, readUrl(url).port),
  ]);
  const { hops, end, last } = chain;
  const [begun] = hops;
  const final = clientView(hops.at(-1) ?? begun);
  const [overTls, proxied] = await Promise.all([
    askOverTls(look, { ...last.plan, timeoutMs: CONTROL_MS }, final),
    askProxy(look, aside, route, begun),
  ]);
  // A port that wants TLS will not answer plain HTTP the second time either.
  const again =
    overTls?.outcome === 'response'
      ? []
      : await askAgain(look, { ...last.plan, timeoutMs: CONTROL_MS }, final);
  const control = direct?.hop ?? proxied;
  const shown = secured ? await bothShown(look, chain.first, direct?.reply) : undefined;
  const addresses = begun.lookup?.addresses ?? [];
  return {
    way: { ...route.way, exemptByAddress: exemptByAddress(first, environment, addresses) },
    hops: [...hops],
    end,
    again,
    ...(control && { control }),
    ...(overTls && { overTls }),
    ...(shown && { shown }),
    ...(sockets && { sockets }),
  };
}

/** Whether a redirect stays with the host whose address the caller gave. */
const sameHost = (url: string, first: string): boolean => readUrl(url).host === readUrl(first).host;

/** The sockets of clients here, where this vantage can list them. */
async function socketsTowards({ vantage, signal }: Look, port: number): Promise<SocketTable | undefined> {
  try {
    return await vantage.sockets(port, signal);
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

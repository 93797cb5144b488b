import type { Vantage } from '../../../core/world/world.ts';
import { sameName } from '../domain-name.ts';
import type { View } from '../observation.ts';
import { outcomeOf } from '../outcome.ts';
import { askResolver } from './ask.ts';
import { ancestors } from '../domain-name.ts';
import type { DnsExchange } from '../../../core/world/dns.ts';

interface Side {
  readonly role: View['role'];
  readonly servers: readonly string[];
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly clientHasEdns: boolean;
}

/** Every name and type, of every server, all at once. */
export function askSide(
  vantage: Vantage,
  { role, servers, names, types, clientHasEdns }: Side,
  signal: AbortSignal,
): Promise<View[]> {
  const questions = servers.flatMap((server) =>
    names.flatMap((name) => types.map((type) => ({ role, server, name, type, clientHasEdns }))),
  );
  return Promise.all(questions.map((question) => askResolver(vantage, question, signal)));
}

const MOST_ANCESTORS = 4;

/** Where a configured server denied `name`: asks that server whether the names above exist. */
export function askAncestors(
  vantage: Vantage,
  name: string,
  views: readonly View[],
  signal: AbortSignal,
): Promise<DnsExchange[]> {
  const denied = views.find(
    ({ exchange }) => sameName(exchange.name, name) && outcomeOf(exchange).kind === 'nxdomain',
  );
  if (!denied) return Promise.resolve([]);
  const { server } = denied.exchange;
  const above = ancestors(name).slice(-MOST_ANCESTORS);
  const ask = (zone: string) =>
    vantage.resolve({ server, name: zone, type: 'SOA', transport: 'auto', timeoutMs: 2000 }, signal);
  return Promise.all(above.map(ask));
}

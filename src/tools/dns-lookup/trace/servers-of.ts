import { parseIp } from '../../../core/address/ip.ts';
import { absolute } from '../domain-name.ts';
import type { TraceWalk } from '../observation.ts';
import { outcomeOf } from '../outcome.ts';
import type { Errand, Walked } from './errand.ts';
import type { Referral } from './standing.ts';
import type { Server, Walker } from './walker.ts';

const MOST_SERVERS = 13;
const MOST_DEPTH = 2;

interface Found {
  readonly servers: readonly Server[];
  readonly serverWalks: readonly TraceWalk[];
}

type Walk = (errand: Errand) => Promise<Walked>;

/** The servers of a referral with their addresses: by glue, else each by a walk of its own. One without any address stays, to be named. */
export async function serversOf(
  walker: Walker,
  { servers }: Referral,
  walk: Walk,
  depth: number,
): Promise<Found> {
  const found = await Promise.all(
    servers.slice(0, MOST_SERVERS).map(async ({ name, glue }) => {
      const byGlue = { addresses: glue, serverWalks: [] };
      const { addresses, serverWalks } = glue.length > 0 ? byGlue : await byWalk(walker, name, walk, depth);
      const usable = addresses.filter((address) => walker.useIpv6 || parseIp(address)?.family === 4);
      const named: Server[] = usable.map((address) => ({ name, address }));
      // With IPv6 addresses only and no IPv6 here, nothing can be said of it: it is left out.
      const left = named.length > 0 || addresses.length > 0 ? named : [{ name, address: null }];
      return { servers: left, serverWalks };
    }),
  );
  return {
    servers: found.flatMap((one) => one.servers),
    serverWalks: found.flatMap((one) => one.serverWalks),
  };
}

async function byWalk(
  walker: Walker,
  name: string,
  walk: Walk,
  depth: number,
): Promise<{ addresses: string[]; serverWalks: readonly TraceWalk[] }> {
  if (depth >= MOST_DEPTH || walker.exhausted) return { addresses: [], serverWalks: [] };
  const alsoTypes = walker.useIpv6 ? ['AAAA'] : [];
  const walked = await walk({ name: absolute(name), type: 'A', depth: depth + 1, alsoTypes });
  const exchanges = walked.walk.cuts.at(-1)?.servers.flatMap((server) => server.exchanges) ?? [];
  const addresses = exchanges.flatMap((exchange) => {
    const outcome = outcomeOf(exchange);
    if (outcome.kind !== 'data') return [];
    return outcome.message.answers
      .filter(({ type }) => type === 'A' || type === 'AAAA')
      .map(({ data }) => data);
  });
  return { addresses: [...new Set(addresses)], serverWalks: [walked.walk, ...walked.serverWalks] };
}

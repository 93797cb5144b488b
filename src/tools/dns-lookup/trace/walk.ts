import type { DnsExchange } from '../../../core/world/dns.ts';
import { isUnder } from '../domain-name.ts';
import type { TraceCut, TraceServer, TraceWalk } from '../observation.ts';
import type { Errand, Walked } from './errand.ts';
import { serversOf } from './servers-of.ts';
import { isUsable, type Standing, standingOf } from './standing.ts';
import type { Server, Walker } from './walker.ts';

const MOST_CUTS = 16;

/** Follows referrals down to the servers of the name's zone. At each cut all servers are asked at once, and the first good reply leads on. */
export async function walkDown(walker: Walker, errand: Errand): Promise<Walked> {
  const { name, type } = errand;
  const cuts: Promise<TraceCut>[] = [];
  const serverWalks: TraceWalk[] = [];
  const done = async (end: TraceWalk['end'], last?: Standing): Promise<Walked> => ({
    walk: { name, type, cuts: await Promise.all(cuts), end },
    serverWalks,
    ...(last && { last }),
  });
  let zone = deepestKnown(walker, name);
  for (let hops = 0; hops < MOST_CUTS; hops++) {
    const servers = walker.zones.get(zone) ?? [];
    const asked = servers.map((server) => askServer(walker, server, errand));
    const leading = await firstUsable(asked, zone);
    const final = leading !== undefined && leading.kind !== 'referral';
    const cut = cutOf(
      walker,
      { zone, servers, asked },
      final ? { name, types: errand.alsoTypes } : undefined,
    );
    cut.catch(() => undefined); // Thrown where all cuts are awaited, unless this walk throws first.
    cuts.push(cut);
    if (!leading) return done(walker.exhausted ? 'too-many' : 'dead');
    if (leading.kind !== 'referral') return done(endOf(leading), leading);
    const found = await serversOf(walker, leading.referral, (inner) => walkDown(walker, inner), errand.depth);
    serverWalks.push(...found.serverWalks);
    ({ zone } = leading.referral);
    walker.zones.set(zone.toLowerCase(), found.servers);
    zone = zone.toLowerCase();
  }
  return done('too-deep');
}

function endOf({ kind }: Standing): TraceWalk['end'] {
  return kind === 'answer' || kind === 'alias' || kind === 'nxdomain' || kind === 'no-data' ? kind : 'dead';
}

function deepestKnown({ zones }: Walker, name: string): string {
  const above = [...zones.keys()].filter((zone) => isUnder(name, zone));
  return above.toSorted((a, b) => b.length - a.length)[0] ?? '.';
}

async function askServer(
  walker: Walker,
  { address }: Server,
  { name, type }: Errand,
): Promise<DnsExchange | undefined> {
  return address === null ? undefined : walker.ask(address, name, type);
}

/** The first usable reply in the order of arrival; undefined when none is. */
async function firstUsable(
  asked: readonly Promise<DnsExchange | undefined>[],
  zone: string,
): Promise<Standing | undefined> {
  const usable = asked.map(async (exchange) => {
    const reply = await exchange;
    const standing = reply && standingOf(reply, zone);
    if (!standing || !isUsable(standing)) throw new Unusable();
    return standing;
  });
  try {
    return await Promise.any(usable);
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    const grave = error.errors.find((reason) => !(reason instanceof Unusable));
    if (grave !== undefined) throw grave;
    return undefined;
  }
}

class Unusable extends Error {}

interface Cut {
  readonly zone: string;
  readonly servers: readonly Server[];
  readonly asked: readonly Promise<DnsExchange | undefined>[];
}

/** All servers of a cut with their replies; at the last cut each is also asked for `more` and for the SOA of the zone. */
async function cutOf(
  walker: Walker,
  { zone, servers, asked }: Cut,
  more?: { name: string; types: readonly string[] },
): Promise<TraceCut> {
  const gathered = servers.map(async ({ name, address }, i): Promise<TraceServer> => {
    const first = asked[i];
    if (address === null || !more) return { name, address, exchanges: whole([await first]) };
    const others = more.types.map((type) => walker.ask(address, more.name, type));
    return {
      name,
      address,
      exchanges: whole(await Promise.all([first, ...others, walker.ask(address, zone, 'SOA')])),
    };
  });
  return { zone, servers: await Promise.all(gathered) };
}

const whole = (exchanges: readonly (DnsExchange | undefined)[]): DnsExchange[] =>
  exchanges.filter((exchange) => exchange !== undefined);

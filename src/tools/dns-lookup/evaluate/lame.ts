import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Trace, TraceCut, TraceServer, TraceWalk } from '../observation.ts';
import { isUsable, standingOf } from '../trace/standing.ts';
import { type Case, warn } from './case.ts';

/** A delegated server that does not serve its zone, and how that showed. */
interface Lame {
  readonly zone: string;
  readonly server: string;
  readonly why: string;
}

/** Warns of each delegated server that the trace found not serving; a whole dead cut that stops the client is judged with the failure. */
export function judgeLameDelegation({ seen, main }: Case): Check[] {
  const walks = [...(seen.trace?.walks ?? []), ...(seen.trace?.serverWalks ?? [])];
  const lame = walks.flatMap((walk) => lameIn(walk));
  const dead = seen.trace && deadCut(seen.trace);
  if (lame.length === 0 || (dead && !main.story.winner)) return [];
  const lines = [...new Set(lame.map(lameLine))];
  const zones = [...new Set(lame.map(({ zone }) => nameInSentence(zone)))];
  return [
    warn('dns.lame-delegation', {
      test: `trace ${nameInSentence(main.story.effectiveName)} from the root`,
      summary: `${lines.length} delegated server${lines.length === 1 ? ' does' : 's do'} not serve ${zones.join(', ')}`,
      evidence: lines,
    }),
  ];
}

export const lameLine = ({ zone, server, why }: Lame): string =>
  `${server} does not serve ${nameInSentence(zone)}: ${why}`;

/** The cut that ended a trace because none of its servers serves the zone; the root's own servers are no delegation. */
export function deadCut({ walks }: Trace): readonly Lame[] | undefined {
  const last = walks.at(-1);
  const cut = last?.cuts.at(-1);
  if (!last || !cut || last.end !== 'dead') return undefined;
  const lame = lameIn(last).filter(({ zone }) => zone === cut.zone);
  return lame.length > 0 && lame.length === cut.servers.length ? lame : undefined;
}

function lameIn({ cuts }: TraceWalk): Lame[] {
  return cuts.flatMap((cut, i) => (cut.zone === '.' ? [] : lameAt(cut, cuts.slice(0, i + 1))));
}

/** Silence counts only where the same walk got replies over the same family: else the path from here may be closed. */
function lameAt(cut: TraceCut, soFar: readonly TraceCut[]): Lame[] {
  const heard = new Set(
    soFar.flatMap(({ servers }) => servers.filter((server) => replies(server, cut)).map(family)),
  );
  return cut.servers.flatMap((server) => {
    const why = whyLame(server, cut.zone, heard.has(family(server)));
    return why === undefined ? [] : [{ zone: cut.zone, server: serverText(server), why }];
  });
}

// The address may have a port: 192.0.2.1:53, [2001:db8::1]:53.
const family = ({ address }: TraceServer): 4 | 6 => ((address ?? '').split(':').length > 2 ? 6 : 4);

const replies = ({ exchanges }: TraceServer, { zone }: TraceCut): boolean =>
  exchanges.some((exchange) => standingOf(exchange, zone).kind !== 'no-reply');

const CANNOT_READ = new Set(['FORMERR', 'NOTIMP', 'BADVERS']);

function whyLame({ address, exchanges }: TraceServer, zone: string, pathIsOpen: boolean): string | undefined {
  const [first] = exchanges;
  if (address === null) return 'its name has no address';
  const standing = first && standingOf(first, zone);
  if (!standing || isUsable(standing)) return undefined;
  // A server that cannot read EDNS has said nothing about the zone.
  if (standing.kind === 'not-authoritative') return CANNOT_READ.has(standing.why) ? undefined : standing.why;
  if (standing.kind !== 'no-reply' || !pathIsOpen) return undefined;
  if (standing.outcome === 'silent') return 'no reply';
  return standing.outcome === 'closed' ? 'ECONNREFUSED' : undefined;
}

/** A server by its name and address. */
export const serverText = ({ name, address }: TraceServer): string =>
  address === null ? nameInSentence(name) : `${nameInSentence(name)} (${address})`;

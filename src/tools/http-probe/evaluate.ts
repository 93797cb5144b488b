import { type Check, skipped, unknown } from '../../core/check.ts';
import type { Judgement } from '../../core/finding.ts';
import { parseTarget } from '../../core/target/target.ts';
import { clientView } from './client-view.ts';
import { judgeAddresses, serves } from './evaluate/addresses.ts';
import { judgeInterception } from './evaluate/intercepted.ts';
import { judgeKeepaliveRace } from './evaluate/keepalive-race.ts';
import { notesOf } from './evaluate/notes.ts';
import { judgeProxy } from './evaluate/proxy.ts';
import { chainLines, judgeEnd } from './evaluate/redirects.ts';
import { judgeTunnelTrust } from './evaluate/tunnel-trust.ts';
import { judgeStalePool, type StalePool } from './evaluate/stale-pool.ts';
import { type Input, readUrl } from './input.ts';
import type { Observation } from './observation.ts';

/** Judges what http_probe saw: the proxy's part first, then the last answer, then what lies beside it. */
export function evaluate(seen: Observation, input: Input): Judgement {
  const test = `${input.method ?? 'GET'} ${shown(input.url)}${input.address === undefined ? '' : ` at ${input.address}`}`;
  const proxy = judgeProxy(seen, test);
  const pool = stalePool(seen, input, test);
  const checks: Check[] = [
    ...(proxy?.instead === true ? [] : answerChecks(seen, test)),
    ...(proxy ? [proxy.check] : []),
    ...(pool.check ? [pool.check] : []),
  ];
  const race = judgeKeepaliveRace(seen, test);
  const inspection = judgeInterception(seen, readUrl(input.url), test);
  // Where the inspecting CA is unknown here its own check has said all.
  const trust =
    inspection.check?.status === 'fail' ? undefined : judgeTunnelTrust(seen, readUrl(input.url), test);
  const asides = [pool, inspection];
  return {
    checks: [...checks, race, trust, inspection.check].filter((check) => check !== undefined),
    notes: [...notesOf(seen, input), ...asides.flatMap(({ note }) => note ?? [])],
    connectionsMade: connections(seen),
  };
}

function answerChecks(seen: Observation, test: string): Check[] {
  const { hops, end } = seen;
  const last = hops.at(-1);
  if (!last) return [];
  const chain = chainLines(seen);
  const ended = judgeEnd(seen, test);
  // The last answer of a circle is one more redirect; what the policy refused was not asked.
  if (ended && (end === 'loop' || end === 'refused')) return [ended];
  if (last.exchanges.length === 0) return [unresolved(test, chain)];
  const checks = judgeAddresses(last, seen, { test, chain });
  return ended ? [...checks, ended] : checks;
}

function unresolved(test: string, chain: readonly string[]): Check {
  if (chain.length === 0)
    return skipped('app', {
      test,
      summary: 'the name does not resolve: ask dns_lookup',
      blockedBy: 'dns',
    });
  // Where a redirect leads is another target: its name was not walked.
  return unknown('app', {
    test,
    summary: 'the name that the redirect leads to does not resolve here',
    evidence: chain,
    fix: 'Diagnose where the redirect leads; dns_lookup names the cause.',
  });
}

/** Only where a new connection works do old ones tell something. */
function stalePool({ hops, sockets }: Observation, { url, address }: Input, test: string): StalePool {
  const [begun] = hops;
  const main = begun && clientView(begun);
  if (!sockets || !main || !serves(main)) return {};
  const named = address === undefined && begun.lookup !== undefined;
  const today = named ? (begun.lookup?.addresses ?? []) : [main.address];
  return judgeStalePool(sockets, readUrl(url).port, today, test, named);
}

const connections = ({ hops, control, again, overTls }: Observation): number =>
  [
    ...hops.flatMap((hop) => hop.exchanges),
    ...(control?.exchanges ?? []),
    ...again,
    ...(overTls ? [overTls] : []),
  ]
    .map((exchange) => exchange.connections)
    .reduce((sum, one) => sum + one, 0);

/** The URL for headings: without secrets, cut where it is long. */
function shown(url: string): string {
  const { text } = parseTarget(url);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

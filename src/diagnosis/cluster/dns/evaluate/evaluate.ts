import type { Check } from '../../../../core/check.ts';
import { clientOutcome, isAnswer, usedServers } from '../../../../tools/dns-lookup/client-view.ts';
import { blindSpots } from './blind-spots.ts';
import { type Case, serverKind } from './case.ts';
import { brokenByRule, ledElsewhere } from './corefile-rule.ts';
import { downCheck, loopWarning } from './down.ts';
import { facts, logQuotes } from './facts.ts';
import { upstreamCheck } from './upstream.ts';
import { wrongPolicyCheck } from './wrong-policy.ts';

/**
 * What the cluster's DNS explains of what the source was answered: the failing row under the code of its cause, or with what is
 * known of the cluster's DNS as evidence; what beside it is worth a row; what could not be read and may be the cause.
 */
export function judgeClusterDns(about: Case): { readonly row?: Check; readonly more: readonly Check[] } {
  const { seen, lookup, row } = about;
  if (!lookup) return { more: [] };
  if (row?.status !== 'fail') {
    const led = ledElsewhere(about);
    return { ...(row && { row }), more: led ? [led] : [] };
  }
  const servers = usedServers(lookup.config);
  const kinds = servers.map((server) => serverKind(seen, server));
  const asksCluster = kinds.some((kind) => kind === 'cluster' || kind === 'node-local');
  // A cache on the node hands what is outside to servers of its own: the Corefile of the cluster has no say.
  const byCorefile = about.named !== undefined || !kinds.includes('node-local');
  const cause =
    wrongPolicyCheck(about, servers) ??
    (asksCluster
      ? ((anyAnswer(lookup) ? undefined : downCheck(seen)) ??
        upstreamCheck(about) ??
        (byCorefile ? brokenByRule(about) : undefined))
      : undefined);
  if (cause) return { row: withSymptom(cause, row), more: [] };
  const loop = asksCluster ? loopWarning(seen) : undefined;
  const spots = blindSpots(about);
  const known = asksCluster ? { ...row, evidence: [...row.evidence, ...facts(seen)] } : row;
  const quotes = asksCluster ? logQuotes(seen) : [];
  return {
    row: quotes.length > 0 ? { ...known, untrusted: [...(row.untrusted ?? []), ...quotes] } : known,
    more: [...(loop ? [loop] : []), ...spots],
  };
}

/** Whether any server of the source answered anything. */
const anyAnswer = ({ views, config }: NonNullable<Case['lookup']>): boolean =>
  views.some((view) => view.role === 'configured' && isAnswer(clientOutcome(view, config).kind));

/** The cause, with what was seen of it at the source. */
function withSymptom(cause: Check, row: Check): Check {
  const untrusted = [...(cause.untrusted ?? []), ...(row.untrusted ?? [])];
  return {
    ...cause,
    evidence: [`${row.summary} [${row.code ?? ''}]`, ...cause.evidence, ...row.evidence],
    ...(untrusted.length > 0 && { untrusted }),
  };
}

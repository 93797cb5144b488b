import { isLoopback, isPrivate } from '../core/address/policy.ts';
import type { Check } from '../core/check.ts';
import type { Finding } from '../core/finding.ts';
import type { Leg, Report } from '../core/report.ts';
import { isClusterOnly } from '../core/target/service-name.ts';
import { NOT_PROBED } from '../tools/service-audit/evaluate/notes.ts';
import { withOverlay } from './cloud/overlay/with-overlay.ts';
import { controlConnections } from './cluster/control/control-lines.ts';
import { staleNotes, staleSockets } from './cluster/endpoints/stale-sockets.ts';
import { endpointConnections, endpointNotes, withEndpoints } from './cluster/endpoints/with-endpoints.ts';
import { alsoBlocked } from './cluster/also-blocked.ts';
import { changedObjects } from './cluster/changed-objects.ts';
import { managers } from './cluster/managers.ts';
import { sourcePod } from './cluster/source-pod.ts';
import { usedObjects } from './cluster/used-objects.ts';
import { alsoWithoutNames } from './cluster/dns/used-of-dns.ts';
import { withClusterDns } from './cluster/dns/with-cluster-dns.ts';
import { sampleConnections, sampleNotes, withSamples } from './cluster/samples/with-samples.ts';
import { behindSidecar, isAnswered } from './cluster/behind-sidecar.ts';
import { withAudits } from './cluster/with-audits.ts';
import { alternativesOf } from './alternatives.ts';
import { controls, unreachedControls } from './controls.ts';
import { fixesOf } from './fixes.ts';
import { greetingChecks } from './greeting.ts';
import { mitigation } from './mitigation.ts';
import { nextBest } from './next-best.ts';
import { observed } from './observed.ts';
import { pasteLine } from './paste.ts';
import { sourceName } from './plan.ts';
import type { Question } from './question.ts';
import { questionText } from './question-text.ts';
import { rowsOf } from './rows.ts';
import type { Place } from './survey.ts';
import { verdictOf } from './verdict.ts';
import type { WalkedLeg } from './walk.ts';
import { whatChanged } from './what-changed.ts';
import { withAskedSource } from './asked-source.ts';
import { withFurther } from './with-further.ts';

/** The report of a walk, from what its legs brought. Pure. */
export function reportOf(
  question: Question,
  survey: Place,
  walked: readonly WalkedLeg[],
  durationMs: number,
): Report {
  const { target, symptom } = question;
  const source = sourceName(question, survey);
  const circumstances = {
    modelled: survey.blind !== undefined,
    clusterPossible:
      Object.keys(question.audits ?? {}).length > 0 ||
      survey.inCluster ||
      question.destination !== undefined ||
      isClusterOnly(target.host) ||
      isPrivate(target.host),
    loopback: isLoopback(target.host) || target.host === 'localhost',
    sizeSuspected: symptom.size,
  };
  const legs: Leg[] = walked.map((leg) => ({
    from: leg.from,
    to: leg.to,
    rows: rowsOf(checksOf(leg, question, survey), {
      ...circumstances,
      clusterPossible:
        circumstances.clusterPossible || Object.keys(leg.audited).some((layer) => layer !== 'firewall'),
    }),
  }));
  const rows = legs.flatMap((leg) => leg.rows);
  const verdict = verdictOf(legs, circumstances);
  const findings = walked.flatMap((leg) => [
    ...Object.values(leg.looked).map((looked) => looked.finding),
    ...Object.values(leg.audited).map((looked) => looked.finding),
    ...leg.further.map((looked) => looked.finding),
  ]);
  const uses = ['fail', 'unknown'].includes(verdict.status) ? usedObjects(walked, verdict) : undefined;
  const origin = survey.vantage.kind === 'pod' ? undefined : sourcePod(walked);
  const relief = mitigation(verdict.code);
  const where = walked.find((_, index) => legs[index]?.rows.some((row) => row.status === 'fail'));
  const best = where && nextBest(verdict.code, where.end, isHere(where, survey));
  return {
    schema: 'layerwalk/report@1',
    question: questionText(source, target.text),
    at: survey.at,
    source,
    target: target.text,
    vantage: survey.vantage,
    ...(origin !== undefined && { sourcePod: origin }),
    verdict,
    legs,
    fixes: fixesOf(rows, verdict, { target: target.text, source: question.source }),
    ...(relief !== undefined && { mitigation: relief }),
    changed: [...(uses ? changedObjects(uses, survey.at) : []), ...whatChanged(walked, survey.at)],
    managedBy: uses ? managers(uses, walked) : [],
    blastRadius: [...alsoBlocked(walked, verdict), ...alsoWithoutNames(verdict)],
    counterEvidence: controls(walked, verdict),
    alternatives: [...alternativesOf(rows, verdict), ...unreachedControls(walked, verdict)],
    ...(best && { nextBest: best }),
    notes: [
      ...new Set([
        ...toolNotes(findings, walked),
        ...walked.flatMap((leg) => [
          ...endpointNotes(leg),
          ...staleNotes(leg),
          ...sampleNotes(leg, survey.vantage.name),
          ...(leg.notes ?? []),
        ]),
      ]),
    ],
    paste: pasteLine(verdict, rows, { target: target.text, source, at: survey.at }),
    connectionsMade:
      findings.reduce((sum, finding) => sum + finding.connectionsMade, 0) +
      walked.reduce((sum, leg) => sum + connectionsBeside(leg), 0),
    durationMs,
  };
}

/** The notes of the tools, but for what the walk itself did since. */
const toolNotes = (findings: readonly Finding[], walked: readonly WalkedLeg[]): string[] => {
  const dialled = walked.some(({ endpoints }) => endpoints?.seen);
  return findings.flatMap(({ notes }) => notes.filter((note) => !dialled || note !== NOT_PROBED));
};

/** Connections beside those of the tools: to endpoints, to another target, from other pods. */
const connectionsBeside = (leg: WalkedLeg): number =>
  endpointConnections(leg) + controlConnections(leg) + sampleConnections(leg);

/** Whether a leg ends at the vantage itself, whose own tables were read. */
function isHere(leg: WalkedLeg, { vantage }: Place): boolean {
  const { addresses } = observed(leg);
  const own = (address: string) => isLoopback(address) || (vantage.addresses ?? []).includes(address);
  return addresses.length > 0 && addresses.every(own);
}

/** The checks of a leg, with what its TCP connections heard as the application row where no tool has one. */
function checksOf(leg: WalkedLeg, question: Question, survey: Place): readonly Check[] {
  if (leg.settled) return leg.checks;
  const own = withFurther(withAskedSource(leg, question, survey), leg.further, observed(leg));
  const named = leg.end.host === question.target.host ? question.destination?.service : undefined;
  const walked = withClusterDns(own, leg, named);
  const heard = leg.blockedBy === undefined ? greetingChecks(leg, question.target) : [];
  const sent =
    survey.blind === undefined &&
    (question.source !== undefined || survey.inCluster) &&
    (survey.vantage.mesh === undefined || isAnswered([...walked, ...heard]));
  const audited = withAudits(walked, leg, sent);
  // Bytes of the server itself are above TCP.
  const read = isAnswered(heard) ? audited : behindSidecar(audited, survey.vantage.mesh);
  const checks = withSamples(
    withOverlay(withEndpoints(read, leg, question)),
    leg,
    question,
    survey.vantage.name,
  );
  const stale = leg.blockedBy === undefined ? staleSockets(leg)?.check : undefined;
  const rest = heard.length === 0 ? checks : checks.filter(({ layer }) => layer !== 'app');
  return [...rest, ...heard, ...(stale ? [stale] : [])];
}

import { CannotObserve } from '../../core/cannot-observe.ts';
import { type Check, claims } from '../../core/check.ts';
import { shellWord } from '../../core/shell-word.ts';
import { nameInSentence } from '../../core/untrusted.ts';
import type { Context } from '../../core/tool.ts';
import { entranceText } from '../../tools/service-audit/entrance/entrance-ref.ts';
import { routed } from '../../tools/service-audit/entrance/routed.ts';
import { judgeEntrance } from '../../tools/service-audit/evaluate/entrance.ts';
import { failures } from '../../tools/service-audit/failures.ts';
import type { Observation } from '../../tools/service-audit/observation.ts';
import { serviceAudit } from '../../tools/service-audit/tool.ts';
import { observed } from '../observed.ts';
import { type Looked, probe } from '../probe.ts';
import { type WalkedLeg, walkLeg } from '../walk.ts';
import { answered, asksBehind, NO_BACKEND, NO_RULE } from './answered.ts';
import { backendLeg } from './backend-leg.ts';
import type { Entrance, Entrances } from './entrances.ts';
import { findEntrance } from './find-entrance.ts';
import { backendBlamed, behindChecks, type Front, gateHeldAgainst } from './judge-legs.ts';

const { warn } = claims(failures);

/** What decides whether a walk goes on behind an entrance. */
export interface Entering {
  /** The URL of the target; undefined where it names none. */
  readonly url: string | undefined;
  readonly all: boolean;
  readonly kubeContext: string | undefined;
  /** What was found before the walk; nothing is sent then. */
  readonly found?: Entrances | undefined;
}

/**
 * The legs of a walk together with the one behind the cluster's entrance, where its answer asks for it (404, 502, 503, 504), or
 * `all` does, or nothing is sent at all.
 */
export async function enter(
  context: Context,
  walked: readonly WalkedLeg[],
  { url, all, kubeContext, found }: Entering,
): Promise<readonly WalkedLeg[]> {
  const front = walked.at(-1);
  if (!front || front.interrupted || url === undefined) return walked;
  const answer = answered(front);
  if (!found && !all && !(answer && asksBehind(answer))) return walked;
  const asked = { url: answer?.url ?? url, addresses: observed(front).addresses, kubeContext };
  const seen = found ?? (await findEntrance(context, asked).catch(notRecorded));
  if (!seen) return walked;
  const state: Front = { status: answer?.status, modelled: found !== undefined };
  const legs = seen.entrance
    ? await through(context, front, seen, seen.entrance, asked, state)
    : [withoutEntrance(front, seen, asked.url, state)];
  return [...walked.slice(0, -1), ...legs];
}

/** A recording of before this was asked has no such step. */
function notRecorded(error: unknown): undefined {
  if (!(error instanceof CannotObserve)) throw error;
}

/** No rule is for the host. Other kinds of routes are not read, so it is no more than a warning. */
function withoutEntrance(front: WalkedLeg, found: Entrances, url: string, { status }: Front): WalkedLeg {
  const notes = found.failures
    .filter(({ reason }) => reason !== 'no-such-api')
    .map(
      ({ message }) =>
        `whether an Ingress or HTTPRoute of the cluster takes this host could not be seen: ${message}`,
    );
  const { sharing } = found;
  const host = nameInSentence(new URL(url).hostname);
  if (!sharing || notes.length > 0 || status !== NO_RULE) return { ...front, notes };
  const check = warn('ingress.no-route', {
    test: 'kubectl get ingress,httproute -A',
    summary: `no Ingress and no HTTPRoute of the cluster is for ${host}, and its address is that of ${sharing.kind} ${sharing.namespace}/${sharing.name}`,
    evidence: ['routes of other kinds, such as IngressRoute and VirtualService, are not read'],
    fix: `Add a rule for ${host}, or ask for a host that has one.`,
  });
  return { ...front, checks: [...front.checks, check] };
}

async function through(
  context: Context,
  front: WalkedLeg,
  found: Entrances,
  entrance: Entrance,
  {
    url,
    addresses,
    kubeContext,
  }: { url: string; addresses: readonly string[]; kubeContext: string | undefined },
  state: Front,
): Promise<WalkedLeg[]> {
  const service = entranceText(entrance);
  const input = { service, url, ...(kubeContext !== undefined && { context: kubeContext }) };
  const audit: Looked<Observation> = await probe(serviceAudit, input).ask(context);
  const way = audit.seen?.entrance && routed(audit.seen.entrance, { url });
  const gate = audit.seen ? judgeEntrance(audit.seen, input, entrance) : audit.finding.checks;
  const own = gateHeldAgainst(gate, state);
  const blocked = own.some((check) => check.status === 'fail');
  if (!way?.to || blocked) return [withRead(front, audit, own)];
  const { controller } = found;
  const failed = state.status !== undefined && NO_BACKEND.includes(state.status);
  const walked = await walkLeg(
    context,
    backendLeg({
      entrance,
      controller,
      backend: way.to,
      seen: audit.seen,
      kubeContext,
      probed: failed && !state.modelled,
    }),
  );
  const checks = behindChecks(walked, found, state);
  const elsewhere =
    entrance.addresses.length > 0 &&
    addresses.length > 0 &&
    !entrance.addresses.some((one) => addresses.includes(one));
  const blamed = backendBlamed(entrance, walked, checks, state, !way.uncertain && !elsewhere);
  const notes = elsewhere
    ? [
        `${entrance.kind} ${entrance.namespace}/${entrance.name} has other addresses than the one that answered: something stands in front of it, or the answer came from another cluster`,
      ]
    : [];
  return [
    withRead(withLog(front, found), audit, [...own, ...blamed]),
    { ...walked, checks, settled: true, notes },
  ];
}

/** The leg in front, with the entrance's rules as its Service row. */
function withRead(front: WalkedLeg, audit: Looked<Observation>, checks: readonly Check[]): WalkedLeg {
  const before = front.audited.service?.finding.checks ?? [];
  const finding = { ...audit.finding, checks: [...before, ...checks] };
  return { ...front, audited: { ...front.audited, service: { ...audit, finding } } };
}

/** The next leg is walked here: what remains is the controller's own word. */
function withLog(front: WalkedLeg, { controller }: Entrances): WalkedLeg {
  const { pod } = controller ?? {};
  if (!pod) return front;
  const fix = {
    summary: 'Read what the controller says of its upstream.',
    command: `kubectl -n ${shellWord(pod.namespace)} logs ${shellWord(pod.name)} --since=10m --tail=100`,
  };
  return {
    ...front,
    checks: front.checks.map((check) => (check.code === 'app.bad-gateway' ? { ...check, fix } : check)),
  };
}

import type { CannotObserve } from '../core/cannot-observe.ts';
import { type Check, skipped, unknown } from '../core/check.ts';
import { LAYER_TITLE } from '../core/layer.ts';
import type { Context } from '../core/tool.ts';
import { worst } from '../core/status.ts';
import { SYMPTOM_LAYERS, type SymptomLayer } from './causes.ts';
import type { AuditLayer, Audits } from './cluster/audits.ts';
import { type Beside, type BesideSeen, lookBeside } from './cluster/beside.ts';
import type { ControlSeen } from './cluster/control/observation.ts';
import type { ClusterDns } from './cluster/dns/observation.ts';
import { Interrupted } from './interrupted.ts';
import type { Looked, Probe } from './probe.ts';

/** A stretch of the path with the question that each layer is asked, or why it is asked none. */
export interface PlannedLeg extends Beside {
  readonly from: string;
  readonly to: string;
  /** What is dialled: the target, or the proxy before it. */
  readonly end: LegEnd;
  readonly layers: Readonly<Record<SymptomLayer, Planned>>;
  /** What is read beside it, of the layers that are causes. */
  readonly audits?: Audits;
}

/** A question, why none is asked, or why none can be. */
export type Planned = Probe | { readonly skip: string } | { readonly blind: CannotObserve };

/** Where a leg ends: what its probes dial, and the URL that is asked there. */
export interface LegEnd {
  readonly host: string;
  readonly port: number;
  readonly url?: string;
}

/** What the walk of one leg brought: the checks of each layer walked, and what each tool said. */
export interface WalkedLeg extends BesideSeen {
  readonly from: string;
  readonly to: string;
  readonly end: LegEnd;
  readonly checks: readonly Check[];
  readonly looked: Readonly<Partial<Record<SymptomLayer, Looked<unknown>>>>;
  readonly audited: Readonly<Partial<Record<AuditLayer, Looked<unknown>>>>;
  /** The same source towards another target. */
  readonly control?: ControlSeen;
  /** The cluster's DNS, where the walk called for it. */
  readonly clusterDns?: ClusterDns;
  readonly blockedBy?: SymptomLayer;
  /** What further probes brought, which the walk called for. */
  readonly further: readonly Looked<unknown>[];
  readonly interrupted: boolean;
  /** The checks are already held against what was read: they are those of the report. */
  readonly settled?: true;
  /** What could not be seen, and what it would have shown. */
  readonly notes?: readonly string[];
}

/**
 * Walks one leg: every layer is looked at at once, then judged in order; at the first that fails the probes behind it are
 * called off, and their layers are `skipped`. An interrupted walk answers with the layers judged so far.
 */
export async function walkLeg(context: Context, leg: PlannedLeg): Promise<WalkedLeg> {
  const behind = new AbortController();
  const signal = AbortSignal.any([context.signal, behind.signal]);
  const running = new Map<SymptomLayer, Promise<Looked<unknown>>>();
  for (const layer of SYMPTOM_LAYERS) {
    const planned = leg.layers[layer];
    if ('ask' in planned) running.set(layer, begun(planned, { ...context, signal }));
  }
  // What is read sends no packet to the target: no layer calls it off.
  const reading = (['service', 'policy'] as const).flatMap((layer) => {
    const audit = leg.audits?.[layer];
    return audit ? [[layer, begun(audit, context)] as const] : [];
  });
  const [, service] = reading.find(([layer]) => layer === 'service') ?? [];
  const beside = lookBeside({ ...context, signal }, leg, service);
  try {
    const walked = await judgeInOrder(context, leg, running);
    if (walked.interrupted) return walked;
    const audited = await withAudits(context, walked, reading);
    if (audited.interrupted || !beside) return audited;
    context.progress('endpoints, other pods');
    const seen = await orInterrupted(context.signal, beside);
    return { ...audited, ...seen, interrupted: seen === undefined };
  } finally {
    behind.abort(new Error('An earlier layer decided.'));
  }
}

function begun(planned: Probe, context: Context): Promise<Looked<unknown>> {
  const asked = planned.ask(context);
  asked.catch(() => undefined); // Called off, or reported when its layer is judged.
  return asked;
}

async function withAudits(
  context: Context,
  walked: WalkedLeg,
  reading: readonly (readonly [AuditLayer, Promise<Looked<unknown>>])[],
): Promise<WalkedLeg> {
  const audited: Partial<Record<AuditLayer, Looked<unknown>>> = {};
  for (const [layer, answer] of reading) {
    context.progress(LAYER_TITLE[layer]);
    const known = await orInterrupted(context.signal, answer);
    if (!known) return { ...walked, audited, interrupted: true };
    audited[layer] = known;
  }
  return { ...walked, audited };
}

async function judgeInOrder(
  context: Context,
  leg: PlannedLeg,
  running: ReadonlyMap<SymptomLayer, Promise<Looked<unknown>>>,
): Promise<WalkedLeg> {
  const checks: Check[] = [];
  const looked: Partial<Record<SymptomLayer, Looked<unknown>>> = {};
  let blockedBy: SymptomLayer | undefined;
  let interrupted = false;
  for (const layer of SYMPTOM_LAYERS) {
    const planned = leg.layers[layer];
    const test = !('ask' in planned) || blockedBy ? '-' : `${planned.tool} ${leg.to}`;
    if (blockedBy) {
      checks.push(skipped(layer, { test, summary: `blocked by ${LAYER_TITLE[blockedBy]}`, blockedBy }));
    } else if ('skip' in planned) {
      checks.push(skipped(layer, { test, summary: planned.skip }));
    } else if ('blind' in planned) {
      checks.push(unknown(layer, { test, summary: planned.blind.message, fix: planned.blind.fix }));
    } else if (interrupted) {
      checks.push(notWaitedFor(layer, test));
    } else {
      context.progress(LAYER_TITLE[layer]);
      const answer = await orInterrupted(context.signal, running.get(layer));
      if (!answer) {
        interrupted = true;
        checks.push(notWaitedFor(layer, test));
        continue;
      }
      looked[layer] = answer;
      const own = answer.finding.checks;
      checks.push(...own);
      if (worst(own.map((check) => check.status)) === 'fail') blockedBy = layer;
    }
  }
  const { from, to, end } = leg;
  const walked = { from, to, end, checks, looked, audited: {}, interrupted, further: [] };
  return { ...walked, ...(blockedBy && { blockedBy }) };
}

/** The answer, or undefined when a person interrupted the walk first; any other end is thrown. */
async function orInterrupted<T>(signal: AbortSignal, answer: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (signal.reason instanceof Interrupted) return undefined;
    throw error;
  }
}

const notWaitedFor = (layer: SymptomLayer, test: string): Check =>
  unknown(layer, { test, summary: 'interrupted before it was known', fix: 'Run the walk to its end.' });

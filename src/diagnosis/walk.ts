import { type Check, skipped, unknown } from '../core/check.ts';
import { LAYER_TITLE } from '../core/layer.ts';
import type { Context } from '../core/tool.ts';
import { worst } from '../core/status.ts';
import { SYMPTOM_LAYERS, type SymptomLayer } from './causes.ts';
import { Interrupted } from './interrupted.ts';
import type { Looked, Probe } from './probe.ts';

/** A stretch of the path with the question that each layer is asked, or why it is asked none. */
export interface PlannedLeg {
  readonly from: string;
  readonly to: string;
  /** What is dialled: the target, or the proxy before it. */
  readonly end: LegEnd;
  readonly layers: Readonly<Record<SymptomLayer, Probe | { readonly skip: string }>>;
}

/** Where a leg ends: what its probes dial, and the URL that is asked there. */
export interface LegEnd {
  readonly host: string;
  readonly port: number;
  readonly url?: string;
}

/** What the walk of one leg brought: the checks of each layer walked, and what each tool said. */
export interface WalkedLeg {
  readonly from: string;
  readonly to: string;
  readonly end: LegEnd;
  readonly checks: readonly Check[];
  readonly looked: Readonly<Partial<Record<SymptomLayer, Looked<unknown>>>>;
  readonly blockedBy?: SymptomLayer;
  /** What further probes brought, which the walk called for. */
  readonly further: readonly Looked<unknown>[];
  readonly interrupted: boolean;
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
    if ('skip' in planned) continue;
    const asked = planned.ask({ ...context, signal });
    asked.catch(() => undefined); // Called off, or reported when its layer is judged.
    running.set(layer, asked);
  }
  try {
    return await judgeInOrder(context, leg, running);
  } finally {
    behind.abort(new Error('An earlier layer decided.'));
  }
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
    const test = 'skip' in planned || blockedBy ? '-' : `${planned.tool} ${leg.to}`;
    if (blockedBy) {
      checks.push(skipped(layer, { test, summary: `blocked by ${LAYER_TITLE[blockedBy]}`, blockedBy }));
    } else if ('skip' in planned) {
      checks.push(skipped(layer, { test, summary: planned.skip }));
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
  return { from, to, end, checks, looked, interrupted, further: [], ...(blockedBy && { blockedBy }) };
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

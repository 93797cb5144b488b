import * as z from 'zod';
import { CannotObserve } from '../core/cannot-observe.ts';
import { field, ResponseFormat } from '../core/input.ts';
import { Report } from '../core/report.ts';
import { parseSource } from '../core/target/source.ts';
import { parseTarget } from '../core/target/target.ts';
import type { Callable, Context } from '../core/tool.ts';
import { blindReport } from './blind-report.ts';
import { askFurther, furtherProbes } from './further-probes.ts';
import { Interrupted } from './interrupted.ts';
import { planLegs, type Question } from './plan.ts';
import { reportOf } from './report-of.ts';
import { withSharedLookup } from './shared-lookup.ts';
import { survey } from './survey.ts';
import { readSymptom } from './symptom.ts';
import { type WalkedLeg, walkLeg } from './walk.ts';

const Input = z.strictObject({
  target: field.target('URL, host:port, name.ns:port, ns/kind/name:port'),
  source: field.source('who cannot reach it: ns/pod, ns/kind/name; default local').optional(),
  symptom: z.string().max(500).optional().describe('what is seen, e.g. "uploads hang"'),
  all: z.boolean().optional().describe('look at every layer'),
  response_format: ResponseFormat.optional().describe('default concise'),
});

/**
 * The whole walk: looks at all layers at once, judges them in order, stops at the first that fails, and says which layer
 * is to be fixed. Answers with a partial report when the signal's reason is an `Interrupted`.
 */
export const diagnose: Callable<typeof Input, Report> = {
  name: 'diagnose',
  title: 'Diagnose: why can A not reach B?',
  description:
    'Walks DNS, Service, TCP, NetworkPolicy, firewall, TLS, application and MTU towards one target and names the first ' +
    'layer that fails, with evidence and fix. Start here. Read-only.',
  input: Input,
  output: Report,
  async run(context, input) {
    const target = parseTarget(input.target);
    const { source } = input;
    const started = context.world.elapsed();
    if (target.kind !== 'endpoint') return blindReport(context, input, target.text, CLUSTER_LATER);
    const symptom = readSymptom(input.symptom);
    const question: Question = {
      target,
      ...(source !== undefined && { source }),
      symptom,
      all: input.all ?? false,
    };
    try {
      return await walk(context, question, started);
    } catch (error) {
      if (!(error instanceof CannotObserve)) throw error;
      return blindReport(context, input, target.text, error);
    }
  },
};

async function walk(context: Context, question: Question, started: number): Promise<Report> {
  const { source, target } = question;
  const shared = { ...context, world: withSharedLookup(context.world, context.signal) };
  const seen = await survey(shared, source === undefined ? undefined : parseSource(source), target.text);
  const walked: WalkedLeg[] = [];
  for (const leg of planLegs(question, seen)) {
    if (walked.some((before) => before.interrupted)) break;
    // One after another; the second is walked even when the first fails, for it has the direct way as its control.
    walked.push(await withAnswers(shared, question, await walkLeg(shared, leg)));
  }
  const durationMs = await context.steps.observe('diagnose', { target: target.text, part: 'duration' }, () =>
    Promise.resolve(Math.round(context.world.elapsed() - started)),
  );
  return reportOf(question, seen, walked, durationMs);
}

/** The leg with what it calls for beside it; without, when a person interrupted the walk meanwhile. */
async function withAnswers(context: Context, question: Question, leg: WalkedLeg): Promise<WalkedLeg> {
  if (leg.interrupted) return leg;
  try {
    return { ...leg, further: await askFurther(context, furtherProbes(question, leg)) };
  } catch (error) {
    if (context.signal.reason instanceof Interrupted) return { ...leg, interrupted: true };
    throw error;
  }
}

const CLUSTER_LATER = new CannotObserve(
  'unsupported',
  'this version cannot look into clusters and cloud accounts',
  { summary: 'Give the address and port that the source uses, e.g. 10.96.12.34:6379.' },
);

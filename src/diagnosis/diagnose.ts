import * as z from 'zod';
import { CannotObserve } from '../core/cannot-observe.ts';
import { field, ResponseFormat } from '../core/input.ts';
import { Report } from '../core/report.ts';
import { formatHostPort } from '../core/target/host-port.ts';
import { parseTarget } from '../core/target/target.ts';
import { webUrl } from '../core/target/web-url.ts';
import type { Callable, Context, Tool } from '../core/tool.ts';
import { blindReport } from './blind-report.ts';
import { besideAccount } from './cloud/beside-account.ts';
import { auditsOf } from './cluster/audits.ts';
import { askControl } from './cluster/control/ask-control.ts';
import { findDestination } from './cluster/destination.ts';
import { dialled } from './cluster/dialled.ts';
import { modelledLegs } from './cluster/modelled-legs.ts';
import { sourceWay } from './cluster/source-proxy.ts';
import { failures } from './failures.ts';
import { askFurther, furtherProbes } from './further-probes.ts';
import { type Entering, enter } from './entrance/enter.ts';
import { entrancesOfFiles, notSent } from './entrance/entrances-of-files.ts';
import { Interrupted } from './interrupted.ts';
import { planLegs, sourceName } from './plan.ts';
import type { Question } from './question.ts';
import { reportOf } from './report-of.ts';
import { withSharedLookup } from './shared-lookup.ts';
import type { Place } from './survey.ts';
import { readSymptom } from './symptom.ts';
import { vantagePoint } from './vantage-point.ts';
import { type WalkedLeg, walkLeg } from './walk.ts';

const Input = z.strictObject({
  target: field.target('URL, host:port, name.ns:port, ns/kind/name:port'),
  source: field.source('who cannot reach it: ns/pod, ns/kind/name; default local').optional(),
  symptom: z.string().max(500).optional().describe('what is seen, e.g. "uploads hang"'),
  all: z.boolean().optional().describe('look at every layer'),
  context: z.string().max(300).describe('kubeconfig context').optional(),
  response_format: ResponseFormat.optional().describe('default concise'),
});

/**
 * The whole walk: looks at all layers at once, judges them in order, stops at the first that fails, and says which layer
 * is to be fixed. Answers with a partial report when the signal's reason is an `Interrupted`.
 */
export const diagnose: Callable<typeof Input, Report> & Pick<Tool, 'failures'> = {
  name: 'diagnose',
  title: 'Diagnose: why can A not reach B?',
  description:
    'Walks DNS, Service, TCP, NetworkPolicy, firewall, TLS, application and MTU towards one target and names the first ' +
    'layer that fails, with evidence and fix. Start here. Read-only.',
  input: Input,
  output: Report,
  failures,
  async run(asking, input) {
    const context = inContext(asking, input.context);
    const target = parseTarget(input.target);
    const { source, symptom, context: kubeContext } = input;
    const started = context.world.elapsed();
    const asked = { source, kubeContext };
    try {
      const destination = await findDestination(context, target, asked);
      const url = webUrl(dialled(target));
      const entering: Entering = { url, all: input.all ?? false, kubeContext };
      const inside = destination?.service !== undefined || destination?.end !== undefined;
      const found = inside ? undefined : await entrancesOfFiles(context, entering, source);
      const seen = found
        ? notSent(context, found, target.text)
        : await vantagePoint(context, source, target, destination);
      const way = seen.blind ? await sourceWay(context, { source, url, kubeContext }) : undefined;
      const first = way?.via ? parseTarget(formatHostPort(way.via.host, way.via.port)) : target;
      const dialledFirst = way?.via ? await findDestination(context, first, asked) : destination;
      const [nameserver, ...others] = (seen.blind ? undefined : seen.nameservers) ?? [];
      const audits = dialledFirst
        ? auditsOf(dialledFirst, {
            ...asked,
            port: first.port,
            // Of several it is enough that one may be asked, which is judged by the DNS of the cluster.
            nameserver: others.length === 0 ? nameserver : undefined,
          })
        : {};
      const question: Question = {
        target: dialled(target),
        ...(source !== undefined && { source }),
        symptom: readSymptom(symptom),
        all: input.all ?? false,
        audits,
        ...(dialledFirst && { destination: dialledFirst }),
        ...(way && { way }),
        ...(kubeContext !== undefined && { kubeContext }),
      };
      const walked = await enter(context, await walkLegs(context, question, seen), { ...entering, found });
      const durationMs = await context.steps.observe(
        'diagnose',
        { target: target.text, part: 'duration' },
        () => Promise.resolve(Math.round(context.world.elapsed() - started)),
      );
      return reportOf(question, seen, walked, durationMs);
    } catch (error) {
      if (!(error instanceof CannotObserve)) throw error;
      return blindReport(context, input, target.text, error);
    }
  },
};

/** Pods are looked from in the context that the call names, by whatever probe. */
function inContext(context: Context, kubeContext: string | undefined): Context {
  const { world } = context;
  if (kubeContext === undefined) return context;
  return {
    ...context,
    world: { ...world, vantage: (from, signal) => world.vantage(from, signal, kubeContext) },
  };
}

async function walkLegs(context: Context, question: Question, seen: Place): Promise<WalkedLeg[]> {
  const shared = { ...context, world: withSharedLookup(context.world, context.signal) };
  const legs = seen.blind
    ? modelledLegs(question, sourceName(question, seen), seen, seen.blind)
    : planLegs(question, seen);
  const walked: WalkedLeg[] = [];
  for (const leg of legs) {
    if (walked.some((before) => before.interrupted)) break;
    // One after another; the second is walked even when the first fails, for it has the direct way as its control.
    walked.push(await withAnswers(shared, question, seen, await walkLeg(shared, leg)));
  }
  const [front, ...more] = walked;
  return front ? [{ ...front, notes: question.way?.notes ?? [] }, ...more] : [];
}

/** The leg with what it calls for beside it; without, when a person interrupted the walk meanwhile. */
async function withAnswers(
  context: Context,
  question: Question,
  seen: Place,
  leg: WalkedLeg,
): Promise<WalkedLeg> {
  if (leg.interrupted) return leg;
  try {
    const [further, control] = await Promise.all([
      askFurther(context, furtherProbes(question, leg)),
      askControl(context, question, seen, leg),
    ]);
    const beside = await besideAccount(context, question, seen, leg);
    return { ...leg, ...beside, further, ...(control && { control }) };
  } catch (error) {
    if (context.signal.reason instanceof Interrupted) return { ...leg, interrupted: true };
    throw error;
  }
}

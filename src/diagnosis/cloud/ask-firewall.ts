import { CannotObserve } from '../../core/cannot-observe.ts';
import { parseSource } from '../../core/target/source.ts';
import type { Context } from '../../core/tool.ts';
import { sgChain } from '../../tools/sg-chain/tool.ts';
import type { Question } from '../plan.ts';
import { type Looked, probe } from '../probe.ts';
import { observed } from '../observed.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { isConcerned } from './concerned.ts';
import { destinationEnd } from './destination-end.ts';
import type { CloudEnds } from './ends.ts';
import { heldToAccount } from './held-to-account.ts';
import { namedByAws } from './named-by-aws.ts';
import { sourceEnd } from './source-address.ts';

/**
 * What AWS does to the packets of a leg, where TCP fails in any way or nothing can be sent. Undefined where it is not called for, where
 * nothing points to AWS, and where the account knows neither end.
 */
export async function askFirewall(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Looked<unknown> | undefined> {
  const failing = leg.checks.some(({ layer, status }) => layer === 'tcp' && status === 'fail');
  // What a proxy sends is out of sight.
  const byProxy = question.way?.via !== undefined && leg.to === question.target.text;
  if (byProxy || (!failing && !place.blind)) return undefined;
  try {
    const ends = await endsOf(context, question, place, leg);
    const { source, destination, port } = ends?.aws ?? {};
    if (source === undefined || destination === undefined || port === undefined) return undefined;
    context.progress('AWS');
    const { kubeContext } = question;
    const asked = { source, destination, port, ...(kubeContext !== undefined && { context: kubeContext }) };
    const looked = await probe(sgChain, asked).ask(context);
    return heldToAccount(looked, sgChain.input.parse(asked), question.source, leg);
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

/** The ends, in a step of their own, so that a walk that has nothing to do with AWS is recorded, and replayed, without it. */
async function endsOf(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<CloudEnds | undefined> {
  const { steps, world } = context;
  const where = await world.aws.where({});
  const { source, target } = question;
  const step = { target: target.text, to: leg.to, part: 'cloud', ...(source !== undefined && { source }) };
  if (where.source === 'recording') return steps.observe('diagnose', step, () => Promise.reject(notThere()));
  const found = await lookUp(context, question, place, leg);
  const addresses = [...(found.aws.source?.split(',') ?? []), ...(found.aws.destination?.split(',') ?? [])];
  const signs = { where, named: namedByAws(target.text, source), host: leg.end.host, addresses };
  return isConcerned(signs) ? steps.observe('diagnose', step, () => Promise.resolve(found)) : undefined;
}

const notThere = (): CannotObserve =>
  new CannotObserve('not-recorded', 'The recording does not hold it.', { summary: 'Record it again.' });

async function lookUp(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<CloudEnds> {
  const { end, port } = await destinationEnd(context, question, leg);
  const source = await senderEnd(context, question, place, leg);
  return {
    aws: { ...(source !== undefined && { source }), ...(end !== undefined && { destination: end }), port },
  };
}

/** Who sends: the pod that was really looked from, what the source names, or the address of this machine towards the target. */
async function senderEnd(
  context: Context,
  { source: text, kubeContext }: Question,
  { vantage, blind }: Place,
  leg: WalkedLeg,
): Promise<string | undefined> {
  const source = text === undefined ? undefined : parseSource(text);
  if (!blind && vantage.kind === 'pod') return vantage.addresses?.[0];
  if (source !== undefined && source.kind !== 'local') return sourceEnd(context, source, kubeContext);
  const [towards] = observed(leg).addresses;
  if (blind || towards === undefined) return undefined;
  const here = await context.world.vantage(undefined, context.signal);
  const { routes } = await here.hostView([towards], context.signal);
  return routes[0]?.from;
}

import type { Context } from '../../core/tool.ts';
import { sgChain } from '../../tools/sg-chain/tool.ts';
import { type Looked, probe } from '../probe.ts';
import type { Question } from '../question.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { isConcerned } from './concerned.ts';
import type { DestinationEnd } from './destination-end.ts';
import type { CloudEnds } from './ends.ts';
import { type Circumstances, heldToAccount } from './held-to-account.ts';
import { namedByAws } from './named-by-aws.ts';
import { recordedEnds } from './recorded-ends.ts';
import { senderEnd } from './sender-end.ts';

/** What an account is asked about a leg. */
interface Asking {
  readonly question: Question;
  readonly place: Place;
  readonly leg: WalkedLeg;
  /** The name of the step under which the ends are recorded. */
  readonly part: 'cloud' | 'cloud-names';
  readonly protocol: 'tcp' | 'udp';
  readonly circumstances: Circumstances;
  destination(): Promise<DestinationEnd>;
}

/** Asks sg_chain about two ends; undefined where nothing points to AWS, an end is not known, or the account knows neither. */
export async function askAccount(context: Context, asking: Asking): Promise<Looked<unknown> | undefined> {
  const { question, protocol, circumstances } = asking;
  const { source, destination, port } = (await endsOf(context, asking))?.aws ?? {};
  if (source === undefined || destination === undefined || port === undefined) return undefined;
  context.progress('AWS');
  const { kubeContext } = question;
  const asked = {
    source,
    destination,
    port,
    ...(protocol !== 'tcp' && { protocol }),
    ...(kubeContext !== undefined && { context: kubeContext }),
  };
  const looked = await probe(sgChain, asked).ask(context);
  return heldToAccount(looked, sgChain.input.parse(asked), question.source, circumstances);
}

/** The ends, in a step of their own, so that a walk that has nothing to do with AWS is recorded, and replayed, without it. */
async function endsOf(context: Context, asking: Asking): Promise<CloudEnds | undefined> {
  const { question, place, leg, part } = asking;
  const { steps, world } = context;
  const where = await world.aws.where({});
  const { source, target } = question;
  const step = { target: target.text, to: leg.to, part, ...(source !== undefined && { source }) };
  if (where.source === 'recording') return recordedEnds(steps, step);
  const [{ end, port }, sender] = await Promise.all([
    asking.destination(),
    senderEnd(context, question, place, leg),
  ]);
  const found: CloudEnds = {
    aws: {
      ...(sender !== undefined && { source: sender }),
      ...(end !== undefined && { destination: end }),
      port,
    },
  };
  const addresses = [...(sender?.split(',') ?? []), ...(end?.split(',') ?? [])];
  const signs = { where, named: namedByAws(target.text, source), host: leg.end.host, addresses };
  return isConcerned(signs) ? steps.observe('diagnose', step, () => Promise.resolve(found)) : undefined;
}

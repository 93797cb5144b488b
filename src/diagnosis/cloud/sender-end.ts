import { parseSource } from '../../core/target/source.ts';
import type { Context } from '../../core/tool.ts';
import { observed } from '../observed.ts';
import type { Question } from '../question.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { sourceEnd } from './source-address.ts';

/** Who sends: the pod that was really looked from, what the source names, or the address of this machine towards the target. */
export async function senderEnd(
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

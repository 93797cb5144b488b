import { CannotObserve } from '../../core/cannot-observe.ts';
import type { Context } from '../../core/tool.ts';
import { besideNames } from '../cluster/dns/beside-names.ts';
import type { Question } from '../question.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { askFirewall } from './ask-firewall.ts';
import { askNames } from './ask-names.ts';
import { joined } from './joined.ts';
import { askOverlay } from './overlay/ask-overlay.ts';

/** What the account, and the cluster, have on the way to the target, to its name, and between the nodes of its pods. */
export async function besideAccount(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Partial<Pick<WalkedLeg, 'audited' | 'clusterDns'>>> {
  const firewall = await orNothing(askFirewall(context, question, place, leg));
  const judged = firewall ? { ...leg, audited: { ...leg.audited, firewall } } : leg;
  const read = await besideNames(context, question, place, judged);
  const known = { ...judged, ...read };
  const names = await orNothing(askNames(context, question, place, known));
  const overlay = await orNothing(askOverlay(context, question, known));
  const all = joined(overlay, joined(names, firewall));
  return { ...read, audited: { ...read.audited, ...(all && { firewall: all }) } };
}

/** What could not be looked at beside a walk is not there for it. */
async function orNothing<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

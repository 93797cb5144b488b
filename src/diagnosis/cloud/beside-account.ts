import type { Context } from '../../core/tool.ts';
import { besideNames } from '../cluster/dns/beside-names.ts';
import type { Question } from '../question.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { askFirewall } from './ask-firewall.ts';
import { askNames, withNames } from './ask-names.ts';

/** What the account, and the cluster, have on the way to the target and to its name. */
export async function besideAccount(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Partial<Pick<WalkedLeg, 'audited' | 'clusterDns'>>> {
  const firewall = await askFirewall(context, question, place, leg);
  const judged = firewall ? { ...leg, audited: { ...leg.audited, firewall } } : leg;
  const read = await besideNames(context, question, place, judged);
  const names = await askNames(context, question, place, { ...judged, ...read });
  const both = withNames(firewall, names);
  return { ...read, audited: { ...read.audited, ...(both && { firewall: both }) } };
}

import type { Context } from '../../../core/tool.ts';
import type { Question } from '../../question.ts';
import type { Place } from '../../survey.ts';
import type { WalkedLeg } from '../../walk.ts';
import { policyOfOutside } from '../policy-of-outside.ts';
import { askClusterDns } from './ask-cluster-dns.ts';

/** What is read once it is known what became of the name: the cluster's DNS, and the policies on the way to what is outside. */
export async function besideNames(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Pick<WalkedLeg, 'audited'> & Partial<Pick<WalkedLeg, 'clusterDns'>>> {
  const clusterDns = await askClusterDns(context, question, place, leg);
  const policy = await policyOfOutside(context, question, place, leg, clusterDns);
  return {
    audited: { ...leg.audited, ...(policy && { policy }) },
    ...(clusterDns && { clusterDns }),
  };
}

import type { FlowAsserted } from '../../tools/sg-chain/assert/assert-flows.ts';
import { isFlowEnd } from '../../tools/sg-chain/assert/flow-end.ts';
import type { Assertion } from './assertion.ts';
import type { Got } from './got.ts';
import type { AskedAccount } from './in-account.ts';

/** What an account says of a line; `silent`: why it has no say. */
export type AccountSays = Got | { readonly silent: string };

/**
 * What an account says of a line. Of pods whose addresses no interface has, nothing is claimed: what they send may arrive with the
 * address of their node.
 */
export function accountSays(
  { from, to }: Assertion,
  asked: AskedAccount,
  judged: FlowAsserted | undefined,
): AccountSays {
  if ('silent' in asked) return asked;
  if (!judged) return { got: 'unknown', reason: 'not judged' };
  const { known, got, reason } = judged;
  const unseen = [
    ...(known.source || isFlowEnd(from) ? [] : [asked.flow.from]),
    ...(known.destination || isFlowEnd(to) ? [] : [asked.flow.to]),
  ];
  if (unseen.length === 0) return { got, reason };
  const why = `no interface of the account has ${unseen.join(' or ')}`;
  return known.source || known.destination ? { got: 'unknown', reason: why } : { silent: why };
}

import type { AccountSays } from './account-says.ts';
import type { Got } from './got.ts';

/** What comes of policies and account together: who refuses decides, then who cannot say. */
export function bothOf(policy: Got | undefined, account: AccountSays | undefined): Got {
  if (!account)
    return policy ?? { got: 'unknown', reason: 'only an account knows such ends: start with --aws-dump DIR' };
  if ('silent' in account) {
    const { silent } = account;
    if (!policy) return { got: 'unknown', reason: silent };
    return policy.got === 'allow'
      ? { ...policy, reason: `${policy.reason}; AWS was not asked: ${silent}` }
      : policy;
  }
  if (!policy) return account;
  const { got, reason } = account;
  for (const verdict of ['deny', 'unknown'] as const) {
    if (policy.got === verdict) return policy;
    if (got === verdict) return { got, reason: `AWS: ${reason}` };
  }
  return { got: 'allow', reason: `${policy.reason}; AWS: ${reason}` };
}

import { parseIp } from '../../core/address/ip.ts';
import { isFlowEnd } from '../../tools/sg-chain/assert/flow-end.ts';
import { type Assertion, policyProblem } from './assertion.ts';

/** What was given to be read. */
interface Given {
  readonly dump: boolean;
  readonly files: boolean;
}

/** An end that only an account has; `db/NAME` is an RDS instance where a dump was given. */
export const isOfAccount = (end: string): boolean => isFlowEnd(end) && parseIp(end) === undefined;

/**
 * Whether network policies have a say. Beside a dump two addresses are theirs only where manifests were given: a cluster that this
 * machine happens to be set up for is not part of the question.
 */
export function isOfPolicies({ from, to }: Assertion, { dump, files }: Given): boolean {
  const ends = [from, to];
  if (ends.some((end) => policyProblem(end) !== undefined)) return false;
  if (!dump) return true;
  return !ends.some(isOfAccount) && (files || ends.some((end) => parseIp(end) === undefined));
}

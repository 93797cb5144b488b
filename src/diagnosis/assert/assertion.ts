import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { isFlowEnd } from '../../tools/sg-chain/assert/flow-end.ts';
import { Assertion as PolicyAssertion } from '../../tools/netpol-audit/assert/assertion.ts';
import { parseEnd } from '../../tools/netpol-audit/end.ts';

/** What netpol_audit takes, or else what sg_chain does; where it is neither, what the first lacks. */
const End = z
  .string()
  .max(2048)
  .check((context) => {
    const problem = isFlowEnd(context.value) ? undefined : policyProblem(context.value);
    if (problem !== undefined) context.issues.push({ code: 'custom', message: problem, input: '' });
  });

/** One line of an assertions file: what must, or must not, be allowed, by network policies, by an AWS account, or by both. */
export const Assertion = z.strictObject({ ...PolicyAssertion.shape, from: End, to: End });
export type Assertion = z.infer<typeof Assertion>;

/** Why network policies cannot be asked about an end; undefined where they can. */
export function policyProblem(text: string): string | undefined {
  try {
    parseEnd(text);
    return undefined;
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
}

import { type AwsCall, iamAction } from '../../../core/aws/call.ts';
import type { AwsFailure } from '../../../core/world/aws.ts';
import type { Answered, NameAnswered, Seen } from '../observation.ts';

/** Why something is not known. `pending`: it was not asked yet. */
export interface Gap {
  readonly gap: AwsFailure['reason'] | 'pending' | 'absent' | 'unresolved';
  /** The IAM action that would tell; absent for a name that does not resolve. */
  readonly action?: string;
  /** Our own words, fit to stand behind a colon. */
  readonly why: string;
}

/** A question about the account: a call, and what it is narrowed by. */
export interface Question {
  readonly call: AwsCall;
  readonly by?: string;
  readonly value?: string;
}

export const isGap = (found: object): found is Gap => 'gap' in found;

/** What was read of the account. What is asked for and was not read is remembered, so that it can be read. */
export interface Estate {
  /** All objects that the call gives for one value of a selector. */
  all<T>(call: AwsCall<T>, by?: string, value?: string): readonly T[] | Gap;
  /** The one object of an id; an empty answer is a gap, for it may be in another account or Region. */
  one<T>(call: AwsCall<T>, by: string, value: string): T | Gap;
  /** The addresses of a DNS name, as the vantage resolves it. */
  addresses(name: string): readonly string[] | Gap;
  /** How often something was asked for that is not there yet. */
  missed(): number;
  /** What was asked for and is not there yet. */
  pending(): { readonly questions: readonly Question[]; readonly names: readonly string[] };
}

/** An estate over what was read. */
export function estateOf(seen: Pick<Seen, 'answers' | 'names'>): Estate {
  const answers = new Map(seen.answers.map((one): [string, Answered] => [keyOf(one), one]));
  const names = new Map(seen.names.map((one): [string, NameAnswered] => [one.name, one]));
  const questions = new Map<string, Question>();
  const unresolved = new Set<string>();
  let missed = 0;
  const all: Estate['all'] = <T>(call: AwsCall<T>, by?: string, value?: string) => {
    const question = { call, ...(by !== undefined && { by }), ...(value !== undefined && { value }) };
    const key = keyOf({ ...question, action: call.action });
    const answer = answers.get(key);
    if (!answer) {
      questions.set(key, question);
      missed++;
      return { gap: 'pending', action: iamAction(call), why: 'not read yet' };
    }
    if (answer.failure) return gapOf(answer.failure);
    if (answer.truncated)
      return gapOf({ reason: 'unreadable', action: iamAction(call), message: 'there is more than was read' });
    // Objects of the call's shape: whoever made the answer checked them against it.
    return answer.objects as readonly T[];
  };
  return {
    all,
    one(call, by, value) {
      const found = all(call, by, value);
      if (isGap(found)) return found;
      const [first] = found;
      if (first === undefined || typeof first !== 'object' || first === null) {
        return { gap: 'absent', action: iamAction(call), why: `${value} is not in this account and Region` };
      }
      return first;
    },
    addresses(name) {
      const answer = names.get(name);
      if (!answer) {
        unresolved.add(name);
        missed++;
        return { gap: 'pending', why: 'not looked up yet' };
      }
      return answer.addresses.length > 0
        ? answer.addresses
        : { gap: 'unresolved', why: `the name does not resolve where Layerwalk runs` };
    },
    missed: () => missed,
    pending: () => ({ questions: [...questions.values()], names: [...unresolved] }),
  };
}

const keyOf = ({ action, by = '', value = '' }: Pick<Answered, 'action' | 'by' | 'value'>): string =>
  `${action} ${by} ${value}`;

const gapOf = ({ reason, action, message }: Pick<AwsFailure, 'reason' | 'action' | 'message'>): Gap => ({
  gap: reason,
  action,
  why: message,
});

import { type AwsCall, iamAction } from '../../../core/aws/call.ts';
import type { AwsFailure } from '../../../core/world/aws.ts';
import type { Answered, NameAnswered, Seen } from '../observation.ts';
import { oneVersion } from './one-version.ts';

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
  const kept = new Map<Answered, readonly unknown[] | Gap>();
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
    const found = kept.get(answer) ?? inAnswer(answer, call);
    kept.set(answer, found);
    // Objects of the call's shape: whoever made the answer checked them against it.
    return found as readonly T[] | Gap;
  };
  return {
    all,
    one(call, by, value) {
      const found = all(call, by, value);
      if (isGap(found)) return found;
      const [first, ...others] = found;
      if (others.length > 0)
        return {
          gap: 'unreadable',
          action: iamAction(call),
          why: `${value} is there ${found.length} times: in several Regions or accounts`,
        };
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

/** What an answer holds; a gap where more may be there than was read, for the part that is missing may be the one that decides. */
function inAnswer(answer: Answered, call: AwsCall): readonly unknown[] | Gap {
  const gap = (reason: AwsFailure['reason'], message: string): Gap =>
    gapOf({ reason, action: iamAction(call), message });
  if (answer.failure) return gapOf(answer.failure);
  if (answer.truncated) return gap('unreadable', 'there is more than was read');
  if (answer.unreadable !== undefined)
    return gap(
      'unreadable',
      `${answer.unreadable === 1 ? 'an object' : `${answer.unreadable} objects`} of ${call.action} not of the shape that the API promises`,
    );
  return (
    oneVersion(call, answer.objects) ??
    gap(
      'unreadable',
      `${call.action} has one thing twice, and differently: several Regions, accounts or times`,
    )
  );
}

const keyOf = ({ action, by = '', value = '' }: Pick<Answered, 'action' | 'by' | 'value'>): string =>
  `${action} ${by} ${value}`;

const gapOf = ({ reason, action, message }: Pick<AwsFailure, 'reason' | 'action' | 'message'>): Gap => ({
  gap: reason,
  action,
  why: message,
});

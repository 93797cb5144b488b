import { redactText } from '../../core/redact.ts';
import { visible } from '../../core/untrusted.ts';
import type { ReadFailure } from '../../core/world/kubernetes.ts';
import type { Link } from './connections.ts';
import { type Question, questionOf } from './question.ts';
import { ReadProblem } from './read-problem.ts';

/** However many requests a question takes. */
const DEADLINE_MS = 60_000;

/** One question from connection to data: what goes wrong is in the answer. Rejects only with the reason of `signal`. */
export async function answer<T extends object>(
  link: Promise<Link>,
  signal: AbortSignal,
  look: (question: Question) => Promise<T>,
): Promise<({ status: 'ok'; requests: number } & T) | ReadFailure> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  let question: Question | undefined;
  try {
    question = questionOf(await link, { call: signal, deadline });
    const found = await look(question);
    return { status: 'ok', ...found, requests: question.requests() };
  } catch (error) {
    signal.throwIfAborted();
    const problem = deadline.aborted ? tooLong() : error;
    if (problem instanceof ReadProblem) return failure(problem, question?.requests() ?? 0);
    throw error;
  }
}

const tooLong = (): ReadProblem =>
  new ReadProblem('timeout', `the API server did not answer all of it within ${DEADLINE_MS / 1000} s`);

function failure({ reason, message, said, needs }: ReadProblem, requests: number): ReadFailure {
  return {
    status: 'failed',
    reason,
    message,
    ...(said !== undefined && said.trim() !== '' && { said: visible(redactText(said.trim()), 300) }),
    ...(needs && { needs }),
    requests,
  };
}

import type * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { CannotObserve } from '../../core/cannot-observe.ts';
import type { Steps } from '../../core/steps.ts';
import { obstacleOf, type Recording, type Step, stepKey } from './recording.ts';
import { firstIssue } from './recording-file.ts';
import { redactDeep } from './redact-deep.ts';

/** The schema of what a tool observes, where one is known. */
export type ObservationSchema = (tool: string) => z.ZodType | undefined;

/**
 * Answers from a recording and never looks. A question asked several times is answered in the recorded order, then with the last
 * answer. Throws BadInput when a recorded observation is not of its tool's shape.
 */
export function replaying({ steps }: Recording, schemaOf: ObservationSchema): Steps {
  const answers = new Map<string, Step[]>();
  for (const [index, step] of steps.entries()) {
    mustFit(step, index, schemaOf(step.tool));
    const key = stepKey(step.tool, step.input);
    answers.set(key, [...(answers.get(key) ?? []), step]);
  }
  return {
    async observe<T>(tool: string, input: unknown): Promise<T> {
      const left = answers.get(stepKey(tool, redactDeep(input))) ?? [];
      const step = left.length > 1 ? left.shift() : left[0];
      if (!step) throw notRecorded(tool);
      if (step.obstacle) throw obstacleOf(step.obstacle);
      // Of the tool's shape: checked above against its schema. A copy, because a caller may keep it.
      return structuredClone(step.observation) as T;
    },
  };
}

function mustFit(step: Step, index: number, schema: z.ZodType | undefined): void {
  const wrong = (what: string) =>
    new BadInput(`--replay: step ${index + 1} of the recording (${step.tool}): ${what}.`, 'Record it again.');
  if ((step.observation === undefined) === (step.obstacle === undefined))
    throw wrong('it has neither or both of observation and obstacle');
  if (step.observation === undefined || !schema) return;
  const fit = schema.safeParse(step.observation);
  if (!fit.success) throw wrong(`observation.${firstIssue(fit.error)}`);
}

/** The answer to what a recording does not hold. */
export const notRecorded = (what: string): CannotObserve =>
  new CannotObserve('not-recorded', `unknown: not recorded (${what})`, {
    summary: 'Ask without --replay, or make a recording of this question with --record FILE.',
  });

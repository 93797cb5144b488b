import * as z from 'zod';
import { CannotObserve, type Obstacle } from '../../core/cannot-observe.ts';
import { Fix } from '../../core/fix.ts';

const OBSTACLES = [
  'timeout',
  'permission',
  'missing',
  'unsupported',
  'not-recorded',
  'refused',
] as const satisfies readonly Obstacle[];

/** What was asked of one tool, and what it saw; or why it could not look. */
export const Step = z.strictObject({
  tool: z.string(),
  input: z.json(),
  observation: z.json().optional(),
  obstacle: z.strictObject({ obstacle: z.enum(OBSTACLES), message: z.string(), fix: Fix }).optional(),
});
export type Step = z.infer<typeof Step>;

/** Everything that a run saw. Secrets are redacted; times are UTC, ISO 8601. */
export const Recording = z.strictObject({
  schema: z.literal('layerwalk/recording@1'),
  steps: z.array(Step),
});
export type Recording = z.infer<typeof Recording>;

/** Two steps are the same question when their keys are equal: the tool, and the input with its keys in order. */
export const stepKey = (tool: string, input: unknown): string => `${tool} ${canonical(input)}`;

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The error that a step's obstacle was. */
export const obstacleOf = ({ obstacle, message, fix }: NonNullable<Step['obstacle']>): CannotObserve =>
  new CannotObserve(obstacle, message, fix);

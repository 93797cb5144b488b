import type * as z from 'zod';
import type { Callable } from '../core/tool.ts';
import type { Status } from '../core/status.ts';
import { tools } from '../tools/index.ts';
import { diagnose } from './diagnose.ts';
import { type Answer, isReport } from './render/answer.ts';

export { diagnose } from './diagnose.ts';
export { condense } from './condense.ts';
export { Interrupted } from './interrupted.ts';
export { type Answer, isReport } from './render/answer.ts';
export { renderAnswer } from './render/render.ts';
export { tools } from '../tools/index.ts';

/** Everything that can be called: the walk first, then the tools that it uses. */
export const callables: readonly Callable<z.ZodObject, Answer>[] = [diagnose, ...tools];

/** What an answer comes to; it decides the exit status. */
export const statusOf = (answer: Answer): Status =>
  isReport(answer) ? answer.verdict.status : answer.status;

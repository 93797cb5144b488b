import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { BadInput, Refused } from '../../core/bad-input.ts';
import { ResponseFormat } from '../../core/input.ts';
import type { Steps } from '../../core/steps.ts';
import type { Callable } from '../../core/tool.ts';
import { visible } from '../../core/untrusted.ts';
import type { World } from '../../core/world/world.ts';
import { type Answer, condense, renderAnswer } from '../../diagnosis/index.ts';
import { logBug } from '../log.ts';
import { type Audited, auditOf, targetOf, whyNone } from './audited.ts';
import { type Gate, TooBusy } from './gate.ts';
import { readInput } from './input.ts';
import { progressOf } from './progress.ts';

/** A callable as the server takes it: its answer can be rendered. */
export type Answering = Callable<z.ZodObject, Answer>;

/** What every call needs of the server. */
export interface Surroundings {
  readonly world: World;
  readonly steps: Steps;
  readonly gate: Gate;
  /** Is told of every call, once it has ended. */
  readonly audit?: (call: Audited) => void;
}

/** No call may hold its turn for longer, in milliseconds: each probe has its own, shorter deadline. */
export const LONGEST_CALL_MS = 300_000;

/**
 * Runs one tools/call. A broken target is an answer; bad input, a refused target, too many calls and a bug of ours are
 * results with `isError` that say what to do next. The arguments are read here and not by the SDK, whose messages repeat them.
 */
export async function call(
  callable: Answering,
  sent: unknown,
  { world, steps, gate, audit }: Surroundings,
  context: ServerContext,
): Promise<CallToolResult> {
  const started = performance.now();
  const ended = (outcome: Pick<Audited, 'target' | 'verdict' | 'code'>): void =>
    audit?.({ tool: callable.name, ...outcome, ms: Math.round(performance.now() - started) });
  const progress = progressOf(context);
  const signal = AbortSignal.any([context.mcpReq.signal, AbortSignal.timeout(LONGEST_CALL_MS)]);
  try {
    const input = readInput(callable.input, sent);
    const leave = await gate.enter(signal);
    try {
      const run = { world, steps, signal, progress: progress.say };
      const given = await callable.run(run, input);
      ended(auditOf(given));
      return answer(given, ResponseFormat.catch('concise').parse(input['response_format']));
    } finally {
      leave();
      await progress.flushed();
    }
  } catch (error) {
    ended({ ...targetOf(sent), verdict: whyNone(error, signal) });
    return failed(callable.name, error, signal);
  }
}

function answer(given: Answer, detail: ResponseFormat): CallToolResult {
  const condensed = condense(given, detail);
  const text = renderAnswer(condensed, { style: 'markdown' });
  return { content: [{ type: 'text', text }], structuredContent: { ...condensed } };
}

function failed(name: string, error: unknown, signal: AbortSignal): CallToolResult {
  return { content: [{ type: 'text', text: `${name}: ${reason(error, signal)}` }], isError: true };
}

function reason(error: unknown, signal: AbortSignal): string {
  if (error instanceof BadInput || error instanceof Refused || error instanceof TooBusy) {
    const lines = error.message.split('\n').map((line) => visible(line.trim(), 600));
    return lines.join('\n');
  }
  // The signal's reason may be anything, also what a client wrote.
  if (signal.aborted)
    return `called off, at the latest after ${LONGEST_CALL_MS / 1_000} s. Ask about less at a time.`;
  return `internal error ${logBug(error)}; the log on stderr has the details. It says nothing about the target.`;
}

import type * as z from 'zod';
import { CannotObserve } from '../core/cannot-observe.ts';
import type { Finding } from '../core/finding.ts';
import type { Context, Stamp, Tool } from '../core/tool.ts';

/** What one tool saw and what it made of it; `seen` is absent when it could not look at all. */
export interface Looked<Seen> {
  readonly finding: Finding;
  readonly seen?: Seen & Stamp;
  /** What it was asked, as its input schema made it. */
  readonly asked?: unknown;
}

/** One question to one tool, ready to be asked. */
export interface Probe<Seen = unknown> {
  readonly tool: string;
  ask(context: Context): Promise<Looked<Seen>>;
}

/** A question to `tool`. Throws what the tool throws, except CannotObserve, which is a finding. */
export function probe<Input extends z.ZodObject, Seen extends z.ZodObject, Code extends string>(
  tool: Tool<Input, Seen, Code>,
  input: z.input<Input>,
): Probe<z.output<Seen>> {
  return {
    tool: tool.name,
    async ask(context) {
      const asked = tool.input.parse(input);
      try {
        const seen = await tool.look(context, asked);
        return { finding: tool.judge(seen, asked), seen, asked };
      } catch (error) {
        if (!(error instanceof CannotObserve)) throw error;
        return { finding: tool.blind(error, asked, context.world.now()) };
      }
    },
  };
}

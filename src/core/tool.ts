import * as z from 'zod';
import { CannotObserve } from './cannot-observe.ts';
import { unknown } from './check.ts';
import type { FailureTable } from './failure.ts';
import { Finding, finding, type Judgement } from './finding.ts';
import { ResponseFormat } from './input.ts';
import { TimeText } from './plain-text.ts';
import type { Layer } from './layer.ts';
import type { Steps } from './steps.ts';
import { parseSource } from './target/source.ts';
import { VantageIdentity } from './vantage-identity.ts';
import type { Vantage, World } from './world/world.ts';

/** What a call brings along: the outside, the way to stop, the recording, and someone who watches. */
export interface Context {
  readonly world: World;
  readonly signal: AbortSignal;
  readonly steps: Steps;
  /** Says what is being done now, in a few words. */
  progress(doing: string): void;
}

/** Anything that can be asked by name, with what it takes and what it answers. */
export interface Callable<Input extends z.ZodObject = z.ZodObject, Output = unknown> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodType<Output>;
  /** Throws BadInput or Refused when the question cannot be asked, and the signal's reason when it was called off. */
  run(context: Context, input: z.output<Input>): Promise<Output>;
}

/** When and from where something was seen; stamped on every observation. */
export const Stamp = z.object({ at: TimeText, vantage: VantageIdentity });
export type Stamp = z.infer<typeof Stamp>;

/** What the frame adds to every tool's own input. */
const Frame = z.strictObject({
  response_format: ResponseFormat.optional().describe('default concise'),
});

interface Spec<Input extends z.ZodObject, Seen extends z.ZodObject, Code extends string> {
  /** The name in snake case; the folder's in kebab case. */
  name: string;
  title: string;
  /** For a model that chooses a tool: what it answers, when to use it. */
  description: string;
  /** The layer of the check that says that nothing could be seen at all. */
  layer: Layer;
  input: Input;
  /** What it saw, as plain JSON. */
  observation: Seen;
  failures: FailureTable<Code>;
  /** The target in a few words, for headings. */
  target(input: z.output<Input>): string;
  /** Looks, and judges nothing. */
  observe(look: Look, input: z.output<Input>): Promise<z.output<Seen>>;
  /** What stands as vantage where it is not the place that `from` names: an audit reads, and sends nothing. */
  identity?(world: World, input: z.output<Input>): Promise<VantageIdentity>;
  /** Judges, and looks at nothing: pure. */
  evaluate(seen: z.output<Seen> & Stamp, input: z.output<Input>): Judgement;
}

/** What `observe` may use. */
export interface Look extends Pick<Context, 'world' | 'signal' | 'progress'> {
  /** The place that the input's `from` names. */
  readonly vantage: Vantage;
}

/** A Callable that observes and evaluates. */
export interface Tool<
  Input extends z.ZodObject = z.ZodObject,
  Seen extends z.ZodObject = z.ZodObject,
  Code extends string = string,
> extends Callable<Input, Finding> {
  readonly failures: FailureTable<Code>;
  readonly layer: Layer;
  /** The observation with its stamp: the format of fixtures and recordings. */
  readonly observation: z.ZodObject;
  /** Looks, through `context.steps`. Throws CannotObserve when it could not look at all. */
  look(context: Context, input: z.output<Input>): Promise<z.output<Seen> & Stamp>;
  /** Judges what was seen. */
  judge(seen: z.output<Seen> & Stamp, input: z.output<Input>): Finding;
  /** The finding that says why nothing was seen. */
  blind(error: CannotObserve, input: z.output<Input>, at: string): Finding;
}

/** A tool from its parts. `from` in the input, where there is one, chooses the vantage. */
export function defineTool<Input extends z.ZodObject, Seen extends z.ZodObject, Code extends string>(
  spec: Spec<Input, Seen, Code>,
): Tool<Input, Seen, Code> {
  const { name, title, description, failures, layer, observation } = spec;
  const input = spec.input.extend(Frame.shape) as unknown as Input;
  const look: Tool<Input, Seen, Code>['look'] = (context, asked) =>
    context.steps.observe(name, recorded(asked), async () => {
      const { world, signal, progress } = context;
      const from = asked['from'];
      const vantage = await world.vantage(typeof from === 'string' ? parseSource(from) : undefined, signal);
      const at = world.now();
      const seen = await spec.observe({ world, vantage, signal, progress }, asked);
      return { ...seen, at, vantage: (await spec.identity?.(world, asked)) ?? vantage.identity };
    });
  const judge: Tool<Input, Seen, Code>['judge'] = (seen, asked) =>
    finding(
      { tool: name, at: seen.at, target: spec.target(asked), vantage: seen.vantage },
      spec.evaluate(seen, asked),
    );
  const blind: Tool<Input, Seen, Code>['blind'] = (error, asked, at) =>
    finding(
      { tool: name, at, target: spec.target(asked), vantage: { kind: 'none', name: 'nowhere' } },
      {
        checks: [
          unknown(layer, { test: `${name} ${spec.target(asked)}`, summary: error.message, fix: error.fix }),
        ],
      },
    );
  return {
    name,
    title,
    description,
    failures,
    layer,
    input,
    output: Finding,
    observation: observation.extend(Stamp.shape),
    look,
    judge,
    blind,
    async run(context, asked) {
      try {
        return judge(await look(context, asked), asked);
      } catch (error) {
        if (!(error instanceof CannotObserve)) throw error;
        return blind(error, asked, context.world.now());
      }
    },
  };
}

/** The input as a recording keeps it: without what only shapes the answer. */
function recorded(asked: Record<string, unknown>): Record<string, unknown> {
  const { response_format: _, ...kept } = asked;
  return kept;
}

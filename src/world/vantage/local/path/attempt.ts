import type { Unusable } from '../../../../core/world/path.ts';
import { type CommandRequest, type CommandResult, runCommand } from '../../../command.ts';

/** A program's output, read; or why it could not be used. */
export type Attempt<T> = { readonly seen: T } | { readonly unusable: Unusable };

interface Asked<T> {
  readonly program: Unusable['program'];
  readonly for?: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Reads what it printed; undefined when that is nothing it knows. */
  read(stdout: string, stderr: string): T | undefined;
}

/** Runs a program to its end, here or in a container. */
export type Run = (request: CommandRequest, signal: AbortSignal) => Promise<CommandResult>;

const MAX_OUTPUT = 64_000;

/** Runs a program and reads what it printed. Rejects with what `run` rejects with: here only with the signal's reason. */
export async function attempt<T>(
  asked: Asked<T>,
  signal: AbortSignal,
  run: Run = runCommand,
): Promise<Attempt<T>> {
  const { program, args, timeoutMs } = asked;
  const result = await run({ program, args, timeoutMs, maxOutput: MAX_OUTPUT }, signal);
  const seen = result.outcome === 'missing' ? undefined : asked.read(result.stdout, result.stderr);
  if (seen !== undefined) return { seen };
  return { unusable: { program, ...(asked.for !== undefined && { for: asked.for }), why: reason(result) } };
}

function reason(result: CommandResult): Unusable['why'] {
  if (result.outcome === 'missing') return 'missing';
  if (result.outcome === 'timed-out') return 'timeout';
  const said = `${result.stderr}\n${result.stdout}`;
  if (
    /not permitted|permission denied|enough privileges|root users|lacking privilege|failure to open/i.test(
      said,
    )
  )
    return 'permission';
  return /invalid|unrecognized|unknown|bad option|usage|illegal option|unsupported/i.test(said)
    ? 'unsupported'
    : 'failed';
}

/** Those of some attempts that saw something, and those that could not be made. */
export function sorted<T>(attempts: readonly Attempt<T>[]): { seen: T[]; unusable: Unusable[] } {
  return {
    seen: attempts.flatMap((one) => ('seen' in one ? [one.seen] : [])),
    unusable: attempts.flatMap((one) => ('unusable' in one ? [one.unusable] : [])),
  };
}

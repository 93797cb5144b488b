import { redactText } from '../core/redact.ts';
import { visible } from '../core/untrusted.ts';

/** One line on stderr, made safe for a terminal, without secrets. */
export function log(line: string): void {
  process.stderr.write(`layerwalk: ${visible(redactText(line.slice(0, 4_000)), 1_000)}\n`);
}

/** Logs a bug of ours with its stack. Returns the short id under which it stands in the log. */
export function logBug(error: unknown): string {
  const id = crypto.randomUUID().slice(0, 6);
  const [first = '', ...stack] = (
    error instanceof Error ? (error.stack ?? error.message) : String(error)
  ).split('\n');
  log(`internal error ${id}: ${first}`);
  for (const line of stack.slice(0, 12)) log(line);
  return id;
}

import { redactText } from '../core/redact.ts';
import { visible } from '../core/untrusted.ts';

/** Takes what is logged: a line for people, unless told otherwise. */
let write = (line: string): void => void process.stderr.write(`layerwalk: ${line}\n`);

/** From now on a JSON object a line, for a collector of logs. */
export function logAsJson(): void {
  write = (message) => logEvent({ event: 'log', message });
}

/** One line on stderr, made safe for a terminal, without secrets. */
export function log(line: string): void {
  write(visible(redactText(line.slice(0, 4_000)), 1_000));
}

/** One event as a line of JSON on stderr, with the time. The caller has made its texts safe. */
export function logEvent(event: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
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

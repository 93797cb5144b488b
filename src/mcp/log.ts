import { redactText } from '../core/redact.ts';
import { visible } from '../core/untrusted.ts';

/** What may wait for whoever reads stderr, in bytes: who does not read must not cost memory without end. */
const MOST_WAITING = 256 * 1024;

/** A line for people, unless told otherwise. */
let asLine = (message: string): string => `layerwalk: ${message}\n`;
let untold = 0;

/** From now on a JSON object a line, for a collector of logs. */
export function logAsJson(): void {
  asLine = (message) => eventLine({ event: 'log', message });
}

/** One line on stderr, made safe for a terminal, without secrets. */
export function log(line: string): void {
  emit(() => asLine(visible(redactText(line.slice(0, 4_000)), 1_000)));
}

/** Writes a line, or counts it where too many wait already; the next that is written says how many were not. */
function emit(line: () => string): void {
  const { stderr } = process;
  if (stderr.writableLength > MOST_WAITING) {
    untold += 1;
    return;
  }
  if (untold > 0) stderr.write(asLine(`${untold} lines were left out: nobody read them`));
  untold = 0;
  stderr.write(line());
}

/** One event as a line of JSON on stderr, with the time. The caller has made its texts safe. */
export function logEvent(event: Readonly<Record<string, unknown>>): void {
  emit(() => eventLine(event));
}

const eventLine = (event: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`;

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

import { BadInput } from '../core/bad-input.ts';
import { CannotObserve } from '../core/cannot-observe.ts';
import { visible } from '../core/untrusted.ts';
import { Assertion, type Asserted, assertAll } from '../diagnosis/assertions.ts';
import { Interrupted } from '../diagnosis/interrupted.ts';
import { EXIT } from './exit-status.ts';
import type { Entry, Outside } from './outside.ts';
import type { Given } from './read-input.ts';
import { readStartUp } from './start-up-flags.ts';

/**
 * `layerwalk assert FILE`: a line for each assertion about network policies or an AWS account, with the reason. Exits 1 on any mismatch,
 * and what cannot be told is one; 2 where nothing could be read. Throws BadInput for a file or a line that cannot be read.
 */
export async function assertCommand({ values, alone }: Given, outside: Outside): Promise<number> {
  if (alone === undefined) throw new BadInput('Which file?', 'Send: layerwalk assert FILE.');
  const assertions = (await outside.readEntries(alone)).map(read);
  const { context } = values;
  const session = await outside.open(readStartUp(values, outside.env));
  const stopping = new AbortController();
  const unhook = outside.onStop(() => stopping.abort(new Interrupted()));
  try {
    const results = await assertAll(session.world, assertions, {
      context: typeof context === 'string' ? context : undefined,
      signal: stopping.signal,
    });
    return print(results, values['json'] === true, outside);
  } catch (error) {
    if (!(error instanceof CannotObserve)) throw error;
    outside.stderr.write(`layerwalk: ${error.message} ${error.fix.summary}\n`);
    return EXIT.unknown;
  } finally {
    unhook();
    await session.close();
  }
}

function read({ line, value }: Entry): Assertion {
  const found = Assertion.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new BadInput(
    `Line ${line} of the assertions file: ${visible(issue?.path.join('.') ?? '', 40)} ${visible(issue?.message ?? '', 200)}`,
    'Send {from, to, port: "6379/TCP", expect: allow or deny}.',
  );
}

function print(results: Iterable<Asserted>, json: boolean, { stdout }: Outside): number {
  const counts = { met: 0, missed: 0, unknown: 0 };
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
    lines = [];
  };
  for (const one of results) {
    const { from, to, port, expect, got, reason } = one;
    counts[got === expect ? 'met' : got === 'unknown' ? 'unknown' : 'missed']++;
    const verdict = got === expect ? 'ok  ' : got === 'unknown' ? '?   ' : 'FAIL';
    lines.push(
      json
        ? JSON.stringify(one)
        : `${verdict} ${from} -> ${to} ${port}: expected ${expect}, got ${got}; ${reason}`,
    );
    if (lines.length >= 1000) flush();
  }
  if (!json) lines.push(`${counts.met} met, ${counts.missed} missed, ${counts.unknown} not decided`);
  flush();
  return counts.missed + counts.unknown > 0 ? EXIT.failing : EXIT.well;
}

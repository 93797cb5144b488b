import { execute, inside } from '../network/execute.ts';
import type { Host } from '../network/host.ts';
import type { Witness } from './scenario.ts';

/** What speaks against the fault being in force, in words; empty when every witness confirms it. */
export async function hear<At extends string = Host>(
  witnesses: readonly Witness<At>[],
  namespace: (host: At) => string,
  cwd: string,
): Promise<string[]> {
  const problems: string[] = [];
  for (const { at, run, input, ends, says, silentOn } of witnesses) {
    // One after another: what the first sends is what the next may count.
    const { status, stdout, stderr } = await execute(inside(namespace(at), run), {
      cwd,
      ...(input !== undefined && { input }),
    });
    const text = stdout + stderr;
    const complain = (what: string) =>
      problems.push(`${run.join(' ')}: ${what}: ${text.trim().slice(0, 300)}`);
    if (ends !== 'either' && (status !== 0) !== (ends === 'fails')) complain(`ended with ${status}`);
    if (says && !says.test(text)) complain(`does not say ${says}`);
    if (silentOn?.test(text)) complain(`says ${silentOn}`);
  }
  return problems;
}

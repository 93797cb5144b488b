import { live } from '../src/core/steps.ts';
import type { Context } from '../src/core/tool.ts';
import { callables } from '../src/diagnosis/index.ts';
import { openWorld } from '../src/world/open-world.ts';

/** A way to ask a tool in this process, as often as wanted, from a world that stays warm. */
export async function asker(): Promise<(name: string, input: object) => Promise<unknown>> {
  const world = await openWorld();
  const context: Context = { world, steps: live, signal: new AbortController().signal, progress: () => {} };
  return (name, input) => {
    const callable = callables.find((one) => one.name === name);
    if (!callable) throw new Error(`no tool is called ${name}`);
    return callable.run(context, callable.input.parse(input));
  };
}

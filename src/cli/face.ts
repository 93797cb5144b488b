import { parseArgs } from 'node:util';
import type { StartUp } from '../core/start-up.ts';
import { flagKey } from './flag.ts';
import { readStartUp, START_UP_FLAGS } from './start-up-flags.ts';

/** What the program is started as. */
export type Face = { readonly face: 'server'; readonly startUp: StartUp } | { readonly face: 'command' };

/**
 * A server when asked for by `serve`, or by nothing at all where nobody types: that is how an MCP host runs it. Whatever this
 * cannot read is left to the command line, which says what is wrong with it. Loads nothing, so that a server answers at once.
 */
export function chooseFace(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
): Face {
  const asked = args[0] === 'serve';
  if (!asked && terminal) return { face: 'command' };
  try {
    const { values } = parseArgs({ args: asked ? args.slice(1) : [...args], options: OPTIONS, strict: true });
    return { face: 'server', startUp: readStartUp(byKey(values), env) };
  } catch {
    return { face: 'command' };
  }
}

const OPTIONS = Object.fromEntries(
  START_UP_FLAGS.map(({ name, repeats, takes }) => [
    name,
    { type: takes === 'switch' ? 'boolean' : 'string', multiple: repeats } as const,
  ]),
);

function byKey(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [flagKey(name), value]));
}

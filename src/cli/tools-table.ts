import type { Answering } from './answering.ts';
import { EXIT } from './exit-status.ts';
import { kebab } from './flag.ts';
import type { Outside } from './outside.ts';

/** What can be asked, by name, command and purpose. */
export function toolTable(callables: readonly Answering[]) {
  return callables.map(({ name, title, description, input }) => ({
    name,
    command: `layerwalk ${kebab(name)}`,
    title,
    description,
    input: Object.keys(input.shape),
  }));
}

/** Prints the table of what can be asked. */
export function printTools(
  callables: readonly Answering[],
  values: Readonly<Record<string, unknown>>,
  { stdout }: Outside,
): number {
  const table = toolTable(callables);
  if (values['json'] === true) {
    stdout.write(`${JSON.stringify(table, null, 2)}\n`);
    return EXIT.well;
  }
  const width = Math.max(...table.map(({ name }) => name.length));
  const lines = table.map(
    ({ name, title, input }) => `${name.padEnd(width)}  ${title}\n${' '.repeat(width)}  ${input.join(', ')}`,
  );
  stdout.write(`${lines.join('\n')}\n`);
  return EXIT.well;
}

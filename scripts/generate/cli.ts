import { type Command, listCommands } from '../../src/cli/command-list.ts';
import { EXIT_MEANING } from '../../src/cli/exit-status.ts';
import { type Flag, flagUsage } from '../../src/cli/flag.ts';
import { OUTPUT_FLAGS } from '../../src/cli/output-flags.ts';
import { START_UP_FLAGS } from '../../src/cli/start-up-flags.ts';
import { callables } from '../../src/diagnosis/index.ts';
import { notice, table } from './markdown.ts';

/** docs/cli.md: every command with its flags. Those that all probing commands share are listed once. */
export function cliPage(): string {
  return [
    notice,
    '# Command line',
    ...listCommands(callables).map(section),
    '## Flags of every probing command',
    flagTable([...OUTPUT_FLAGS, ...START_UP_FLAGS]),
    '## Exit status',
    table(
      ['status', 'meaning'],
      EXIT_MEANING.map(([status, meaning]) => [String(status), meaning]),
    ),
    '',
  ].join('\n\n');
}

function section({ name, description, positional, inputs, flags, callable, examples }: Command): string {
  const usage = positional ? `layerwalk ${name} <${positional.name}>` : `layerwalk ${name}`;
  const own = callable ? inputs : flags;
  return [
    `## \`${usage}\``,
    description,
    ...(own.length > 0 ? [flagTable(own)] : []),
    ...(examples.length > 0
      ? [`\`\`\`console\n${examples.map((line) => `$ ${line}`).join('\n')}\n\`\`\``]
      : []),
  ].join('\n\n');
}

function flagTable(flags: readonly Flag[]): string {
  const rows = flags.map((flag) => [`\`${flagUsage(flag)}\``, describe(flag)]);
  return table(['flag', 'meaning'], rows);
}

function describe({ description, choices, env, required }: Flag): string {
  const extra = [
    ...(required ? ['required'] : []),
    ...(choices ? [`one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`] : []),
    ...(env ? [`also \`${env}\``] : []),
  ];
  return extra.length > 0 ? `${description} (${extra.join('; ')})` : description;
}

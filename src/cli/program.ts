import { Argument, Command as Commander, CommanderError, Option } from 'commander';
import { parseTarget } from '../core/target/target.ts';
import { visible } from '../core/untrusted.ts';
import { type Command, WATCH_FLAGS } from './command-list.ts';
import { EXIT, EXIT_MEANING } from './exit-status.ts';
import { type Flag, flagUsage } from './flag.ts';
import { HTTP_FLAGS } from './http-flags.ts';
import type { InputFlag } from './input-flags.ts';
import { OUTPUT_FLAGS } from './output-flags.ts';
import type { Outside } from './outside.ts';
import type { Given } from './read-input.ts';

/** Does what a command is for; gives the exit status. */
export type Act = (command: Command, given: Given) => Promise<number>;

/**
 * Reads the arguments and has the command done. Gives the exit status: what `act` gives, 0 after help or the version, 64 for what
 * cannot be read, with a suggestion where one is near.
 */
export async function parseAndAct(
  commands: readonly Command[],
  args: readonly string[],
  outside: Outside,
  act: Act,
): Promise<number> {
  let status: number = EXIT.well;
  const program = new Commander('layerwalk');
  program
    .description(
      'Why can’t A reach B? Walks DNS, TCP, TLS and HTTP, and names the layer that fails. It only ever reads.',
    )
    .version(outside.version, '-V, --version')
    .helpOption('-h, --help', 'show this help; after a command, the help of that command')
    .helpCommand('help [command]', 'show the help of a command')
    .showSuggestionAfterError(true)
    .configureHelp({
      subcommandTerm: (made) => `${made.name()} ${made.usage()}`.replace(/ ?\[options\]/, ''),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => outside.stdout.write(text),
      writeErr: (text) => outside.stderr.write(text),
      // It repeats what was typed, which may have come from elsewhere.
      outputError: (text, write) => write(`layerwalk: ${linesMadeVisible(text.replace(/^error: /, ''))}`),
    })
    .addHelpText('after', overview(commands));
  for (const command of commands) {
    const made = program.command(command.name).summary(command.summary).description(command.description);
    made.copyInheritedSettings(program).helpOption('-h, --help', 'show this help');
    for (const flag of command.flags) {
      made.addOption(optionOf(flag).helpGroup(groupOf(command, flag)));
      if (flag.alias !== undefined) made.addOption(optionOf({ ...flag, name: flag.alias }).hideHelp());
    }
    const { positional } = command;
    made.usage(positional ? `<${positional.name}> [options]` : '[options]');
    if (positional) made.addArgument(new Argument(`[${positional.name}]`, positional.description));
    if (command.examples.length > 0) made.addHelpText('after', examples(command.examples));
    made.action(async (...found: unknown[]) => {
      const alone = positional && typeof found[0] === 'string' ? { alone: found[0] } : {};
      status = await act(command, { values: made.opts(), ...alone });
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.unknownCommand') outside.stderr.write(hintAtDiagnose(args[0] ?? ''));
    return error.exitCode === 0 ? EXIT.well : EXIT.usage;
  }
}

function optionOf(flag: Flag): Option {
  const option = new Option(flagUsage(flag), described(flag));
  if (flag.choices && !flag.repeats) option.choices(flag.choices);
  if (flag.repeats)
    option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]);
  return option;
}

function described({ description, alias, env, choices, fallback, takes, repeats }: Flag): string {
  const parts = [
    description,
    alias === undefined ? '' : `(or --${alias})`,
    choices && repeats ? `(of ${choices.join(', ')})` : '',
    fallback !== undefined && takes !== 'switch' ? `(default ${fallback})` : '',
    env === undefined || takes === 'switch' ? '' : `[${env}]`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function groupOf({ inputs }: Command, flag: Flag): string {
  if (inputs.includes(flag as InputFlag)) return 'Question:';
  if (HTTP_FLAGS.includes(flag)) return 'HTTP:';
  if (WATCH_FLAGS.includes(flag)) return 'Rounds:';
  return OUTPUT_FLAGS.includes(flag) ? 'Answer:' : 'Start-up (also of serve):';
}

/** Someone who types a target where a command belongs wants to know why it cannot be reached. */
function hintAtDiagnose(text: string): string {
  try {
    return `Send: layerwalk diagnose ${parseTarget(text).text}\n`;
  } catch {
    return 'layerwalk --help lists the commands.\n';
  }
}

const linesMadeVisible = (text: string): string =>
  text
    .split('\n')
    .map((line) => visible(line, 600))
    .join('\n');

const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;

function overview(commands: readonly Command[]): string {
  const first = commands.flatMap((command) => command.examples.slice(0, 1)).slice(0, 5);
  const statuses = EXIT_MEANING.map(([status, says]) => `  ${String(status).padStart(3)}  ${says}`);
  return `${examples(first)}\nExit status:\n${statuses.join('\n')}\n`;
}

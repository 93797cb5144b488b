import { BadInput } from '../core/bad-input.ts';
import { flagKey } from './flag.ts';
import type { Command } from './command-list.ts';
import type { InputFlag } from './input-flags.ts';
import { splitList } from './start-up-flags.ts';

/** What the command line parser found: the flags by key, and the value that stood alone. */
export interface Given {
  readonly values: Readonly<Record<string, unknown>>;
  readonly alone?: string;
}

/**
 * The input of a callable from what was typed; its schema judges it. Throws BadInput for what is missing, for a number that is
 * none, and for a value given both alone and by its flag.
 */
export function readInput(command: Command, { values, alone }: Given): Record<string, unknown> {
  const { inputs, positional } = command;
  const input: Record<string, unknown> = {};
  for (const flag of inputs) {
    const typed = values[flagKey(flag.name)];
    const other = flag.alias === undefined ? undefined : values[flagKey(flag.alias)];
    if (typed !== undefined && other !== undefined)
      throw new BadInput(`--${flag.name} and --${flag.alias} are the same.`, 'Send one of them.');
    if ((typed ?? other) !== undefined) input[flag.key] = valueOf(flag, typed ?? other);
  }
  if (values['detailed'] === true) input['response_format'] = 'detailed';
  if (positional && alone !== undefined) {
    if (positional.key in input) {
      throw new BadInput(
        `The ${positional.name} is given twice, alone and as --${positional.name}.`,
        'Send it once.',
      );
    }
    input[positional.key] = valueOf(positional, positional.repeats ? [alone] : alone);
  }
  const missing = inputs.find(({ required, key }) => required && !(key in input));
  if (missing)
    throw new BadInput(`${command.name} needs ${asWords(missing)}.`, `Send e.g. ${command.examples[0]}`);
  return input;
}

const asWords = ({ name, repeats }: InputFlag): string =>
  repeats ? `--${name}` : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;

function valueOf(flag: InputFlag, typed: unknown): unknown {
  if (flag.repeats && Array.isArray(typed))
    return typed.flatMap((text) => splitList(String(text))).map((text) => one(flag, text));
  return typeof typed === 'string' ? one(flag, typed) : typed;
}

function one(flag: InputFlag, text: string): string | number {
  if (flag.takes !== 'number') return text;
  if (/^-?[0-9]{1,15}(?:\.[0-9]{1,6})?$/.test(text)) return Number(text);
  throw new BadInput(`--${flag.name}: not a number.`, 'Send decimal digits.');
}

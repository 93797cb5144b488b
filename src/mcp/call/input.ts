import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { visible } from '../../core/untrusted.ts';

const ISSUES = 5;
const LONGEST = 400;

/** Reads what a client sent against a schema. Throws BadInput with a short line for each thing that is wrong; never repeats long input. */
export function readInput<Input extends z.ZodObject>(schema: Input, sent: unknown): z.output<Input> {
  const read = schema.safeParse(sent ?? {});
  if (read.success) return read.data;
  const { issues } = read.error;
  const lines = issues.slice(0, ISSUES).map((issue) => `- ${sentence(issue)}`);
  if (issues.length > ISSUES) lines.push(`- and ${issues.length - ISSUES} more`);
  throw new BadInput(
    `The input was not accepted:\n${lines.join('\n')}\n`,
    `Accepted keys: ${Object.entries(schema.shape).map(described).join(', ')}.`,
  );
}

const described = ([key, field]: [string, z.core.$ZodType]): string =>
  z.safeParse(field, undefined).success ? key : `${key} (required)`;

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const shown = issue.keys.slice(0, ISSUES).map((key) => JSON.stringify(visible(key, 40)));
    const more = issue.keys.length > ISSUES ? ` and ${issue.keys.length - ISSUES} more` : '';
    return `unknown key ${shown.join(', ')}${more}`;
  }
  const where = issue.path.map((part) => visible(String(part), 40)).join('.');
  const what = visible(issue.message, LONGEST);
  return where === '' ? what : `${where}: ${what}`;
}

import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { issueText } from '../../core/schema-issue.ts';
import { visible } from '../../core/untrusted.ts';

const ISSUES = 5;
const LONGEST = 400;

/** Reads what a client sent against a schema. Throws BadInput with a short line for each thing that is wrong; never repeats long input. */
export function readInput<Input extends z.ZodObject>(schema: Input, sent: unknown): z.output<Input> {
  const read = schema.safeParse(sent ?? {});
  if (read.success) return read.data;
  const { issues } = read.error;
  const lines = issues.slice(0, ISSUES).map((issue) => `${sentence(issue)}\n`);
  if (issues.length > ISSUES) lines.push(`and ${issues.length - ISSUES} more\n`);
  const keys = Object.entries(schema.shape).map(described);
  throw new BadInput(lines.join(''), `Accepted keys: ${keys.join(', ')}.`);
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
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const what = missing ? 'is missing' : visible(issueText(issue), LONGEST);
  return where === '' ? what : `${where}: ${what}`;
}

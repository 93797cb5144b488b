import * as z from 'zod';
import { inputFlags } from '../../src/cli/input-flags.ts';
import { callables } from '../../src/diagnosis/index.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { examplesOf } from '../../src/cli/examples.ts';
import { tools } from '../../src/tools/index.ts';
import { notice, table } from './markdown.ts';

const codesOf = new Map([...tools, diagnose].map(({ name, failures }) => [name, Object.keys(failures)]));

/** docs/tools.md: every tool as an assistant sees it, with its input, its answer, and the codes that it can claim. */
export function toolsPage(): string {
  return [
    notice,
    '# Tools',
    'What an assistant can call, in the order of the walk. Every tool only reads. The text of an answer is Markdown for the model; `structuredContent` is the same as JSON: a report of `diagnose`, or a finding of one tool, each a list of checks `{layer, test, status, code, summary, evidence}`. `status` is `pass`, `warn`, `fail`, `unknown` or `skipped`. The same tools as commands: [cli.md](cli.md).',
    ...callables.map(section),
    '',
  ].join('\n\n');
}

function section({ name, title, description, input, output }: (typeof callables)[number]): string {
  const codes = codesOf.get(name) ?? [];
  return [
    `## \`${name}\``,
    `**${title}** ${description}`,
    inputTable(input),
    `Answer: ${keysOf(output)
      .map((key) => `\`${key}\``)
      .join(', ')}.`,
    ...(codes.length > 0 ? [`Codes: ${codes.map(linked).join(', ')}.`] : []),
    `\`\`\`console\n${examplesOf(name)
      .map((line) => `$ ${line}`)
      .join('\n')}\n\`\`\``,
  ].join('\n\n');
}

const keysOf = (output: z.ZodType): string[] => Object.keys(z.toJSONSchema(output).properties ?? {});

function inputTable(input: z.ZodObject): string {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  const rows = inputFlags(input).map((flag) => {
    const property = properties[flag.key];
    const bounds = typeof property === 'object' ? boundsOf(property) : [];
    const type = flag.repeats ? 'list' : flag.takes === 'switch' ? 'boolean' : flag.takes;
    const extra = [
      ...(flag.required ? ['required'] : []),
      ...(flag.choices ? [flag.choices.map((choice) => `\`${choice}\``).join(', ')] : []),
      ...(flag.fallback === undefined ? [] : [`default ${flag.fallback}`]),
      ...bounds,
    ];
    return [`\`${flag.key}\``, type, flag.description, extra.join('; ')];
  });
  return table(['input', 'type', 'meaning', ''], rows);
}

function boundsOf({ minimum, maximum, maxItems }: z.core.JSONSchema.BaseSchema): string[] {
  const range = minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return [
    ...(range ? [`${minimum} to ${maximum}`] : []),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
  ];
}

/** Each heading of the page of failure modes is a code in backquotes; its anchor has the letters, digits and dashes of it. */
const linked = (code: string): string =>
  `[\`${code}\`](failure-modes.md#${code.toLowerCase().replace(/[^a-z0-9-]/g, '')})`;

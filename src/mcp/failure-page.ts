import type { Failure } from '../core/failure.ts';
import type { Tool } from '../core/tool.ts';

/** One code, with what its tool says of it. */
export interface FailureMode {
  readonly code: string;
  readonly tool: string;
  readonly failure: Failure;
}

/** The failure modes of all tools that have any, in the tools' order. */
export const failureModes = (tools: readonly Pick<Tool, 'name' | 'failures'>[]): FailureMode[] =>
  tools.flatMap(({ name, failures }) =>
    Object.entries(failures).map(([code, failure]) => ({ code, tool: name, failure })),
  );

/** All codes as a Markdown table. */
export const failureIndex = (modes: readonly FailureMode[]): string =>
  [
    '# Failure modes',
    '',
    'Each has a page: `layerwalk://failure-modes/{code}`.',
    '',
    '| code | what it is | tool |',
    '|---|---|---|',
    ...modes.map(({ code, tool, failure }) => `| ${code} | ${cell(failure.title)} | ${tool} |`),
    '',
  ].join('\n');

/** One code as a Markdown page. */
export const failurePage = ({ code, tool, failure }: FailureMode): string =>
  [
    `# ${code}: ${failure.title}`,
    '',
    `**What is noticed** ${failure.symptom}`,
    '',
    `**Told apart by** ${failure.toldApartBy}`,
    '',
    `**Fix** ${failure.fix}`,
    '',
    `**Found by** ${tool}`,
    ...(failure.seen?.length ? ['', `**Seen** ${failure.seen.join(', ')}`] : []),
    '',
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');

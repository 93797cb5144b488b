import { ResponseFormat } from '../core/input.ts';
import { condense, renderAnswer } from '../diagnosis/index.ts';
import type { Answer } from './answering.ts';
import { wantsColour } from './colour.ts';
import type { Outside } from './outside.ts';

const NARROWEST = 60;
const WIDEST = 140;

/**
 * Prints an answer on standard output. As JSON it is whole unless a shorter form was asked for; as text it is concise
 * unless the details were.
 */
export function printAnswer(
  answer: Answer,
  format: unknown,
  values: Readonly<Record<string, unknown>>,
  { stdout, env }: Outside,
): void {
  const asked = ResponseFormat.optional().catch(undefined).parse(format);
  if (values['json'] === true) {
    stdout.write(`${JSON.stringify(asked === undefined ? answer : condense(answer, asked), null, 2)}\n`);
    return;
  }
  const color = wantsColour({ flag: values['color'] !== false, env, terminal: stdout.isTTY === true });
  const width = stdout.columns;
  const rendering = {
    style: 'text' as const,
    color,
    ...(width !== undefined && { width: Math.min(WIDEST, Math.max(NARROWEST, width)) }),
  };
  stdout.write(`${renderAnswer(condense(answer, asked ?? 'concise'), rendering).trimEnd()}\n`);
}

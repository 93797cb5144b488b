import type { Answer } from './answer.ts';
import type { Expected } from './scenario.ts';

/** What is wrong with an answer, in words; empty when it is right. */
export function compare(answer: Answer, expected: Expected, never: readonly string[] = []): string[] {
  const problems: string[] = [];
  if (!expected.status.includes(answer.status)) {
    problems.push(`status ${answer.status}, not ${expected.status.join(' or ')}`);
  }
  for (const key of ['layer', 'code', 'surfacedAt'] as const) {
    if (answer[key] !== expected[key]) problems.push(`${key} ${answer[key]}, not ${expected[key]}`);
  }
  if (expected.claim !== undefined && answer.claim !== expected.claim) {
    problems.push(`claim ${answer.claim}, not ${expected.claim}`);
  }
  for (const code of expected.also ?? []) {
    if (!answer.codes.includes(code)) problems.push(`${code} is missing`);
  }
  if (expected.inOrder && expected.inOrder.join() !== answer.codes.join()) {
    problems.push(`codes ${answer.codes.join(', ')}, not ${expected.inOrder.join(', ')}`);
  }
  for (const banned of never) {
    const found = answer.codes.filter(
      (code) => code === banned || (banned.endsWith('.') && code.startsWith(banned)),
    );
    problems.push(...found.map((code) => `${code} is claimed`));
  }
  if (expected.says && !expected.says.test(answer.text)) problems.push(`it does not say ${expected.says}`);
  return problems;
}

/** An answer in a few words, for a table. */
export function inWords(answer: Pick<Answer, 'status' | 'code' | 'surfacedAt' | 'layer' | 'codes'>): string {
  const { status, code, surfacedAt, layer, codes } = answer;
  const where = surfacedAt !== null && surfacedAt !== layer ? ` at ${surfacedAt}` : '';
  const beside = [...new Set(codes.filter((each) => each !== code))];
  const more = beside.length > 0 ? ` (${beside.join(', ')})` : '';
  return `${status}${code === null ? '' : ` ${code}`}${where}${more}`;
}

/** What is expected, in the same words. */
export const expectedInWords = ({ status, also = [], ...rest }: Expected): string =>
  inWords({ ...rest, status: status[0] ?? 'pass', codes: also }).replace(/^\w+/, status.join(' or '));

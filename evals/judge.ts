import * as z from 'zod';
import type { Scenario } from './scenario.ts';

/** One answer, as a host hands it on. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly structure: Readonly<Record<string, unknown>>;
}

const Told = z.object({
  status: z.string(),
  layer: z.string().nullable(),
  code: z.string().nullable(),
  sentence: z.string(),
});

/**
 * What the last answer lacks of the root cause that the scenario expects: as structure (status, layer, code, what it says, fix) and the same
 * in the text, since hosts show one or the other. Earlier answers must be no errors.
 */
export function shortcomings({ expect, calls }: Scenario, answers: readonly Answer[]): string[] {
  const last = answers.at(-1);
  const failed = answers.flatMap(({ isError, text }, call) =>
    isError ? [`call ${call + 1} (${calls[call]?.tool ?? ''}) is an error: ${text}`] : [],
  );
  if (!last || last.isError) return failed;
  const told = Told.safeParse(last.structure['verdict']);
  if (!told.success) return [...failed, 'the structure holds no verdict'];
  const { status, layer, code, sentence } = told.data;
  const lacks: [boolean, string][] = [
    [status === expect.status, `status ${status}, not ${expect.status}`],
    [layer === expect.layer, `layer ${layer ?? 'none'}, not ${expect.layer ?? 'none'}`],
    [code === expect.code, `code ${code ?? 'none'}, not ${expect.code ?? 'none'}`],
    [sentence.includes(expect.says), `the verdict does not say "${expect.says}": ${sentence}`],
    [plain(last.text).includes(expect.says), `the text does not say "${expect.says}"`],
    [code === null || last.text.includes(code), `the text does not name ${code ?? ''}`],
  ];
  if (expect.fix !== undefined) {
    const { fix } = expect;
    lacks.push([
      texts(last.structure).some((one) => one.includes(fix)),
      `no fix with "${fix}" in the structure`,
    ]);
    lacks.push([plain(last.text).includes(fix), `no fix with "${fix}" in the text`]);
  }
  return [...failed, ...lacks.flatMap(([well, what]) => (well ? [] : [what]))];
}

/** Markdown as it was before it was made safe. */
const plain = (markdown: string): string => markdown.replaceAll('&lt;', '<').replaceAll('\\', '');

/** Every text in a value, however deep. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

import * as z from 'zod';
import { Check } from '../../../src/core/check.ts';
import { Fix } from '../../../src/core/fix.ts';
import { Layer } from '../../../src/core/layer.ts';
import { Claim } from '../../../src/core/report.ts';
import { Status, worst } from '../../../src/core/status.ts';

const Report = z.object({
  verdict: z.object({
    status: Status,
    layer: Layer.nullable(),
    code: z.string().nullable(),
    surfacedAt: Layer.nullable(),
    claim: Claim,
    sentence: z.string(),
  }),
  legs: z.array(z.object({ rows: z.array(Check) })),
  fixes: z.array(Fix),
});
const Finding = z.object({ checks: z.array(Check) });

/** What the program answered, in the terms in which scenarios expect. */
export interface Answer {
  readonly status: Status;
  readonly layer: Layer | null;
  readonly code: string | null;
  readonly surfacedAt: Layer | null;
  /** How sure a report is of its verdict; a finding does not say. */
  readonly claim?: Claim;
  /** Every code in it, in order. */
  readonly codes: readonly string[];
  /** Its sentence, if it is a report, and its checks as text, a line each. */
  readonly text: string;
  /** What it says is to be done first. */
  readonly fix?: Fix;
}

/** Reads a report or a finding from JSON. Throws where it is neither. */
export function readAnswer(json: string): Answer {
  const value: unknown = JSON.parse(json);
  const report = Report.safeParse(value);
  const checks = report.success ? report.data.legs.flatMap((leg) => leg.rows) : Finding.parse(value).checks;
  const codes = checks.flatMap(({ code }) => code ?? []);
  const text = checks.map(inALine).join('\n');
  if (report.success) {
    const { verdict, fixes } = report.data;
    const [fix] = fixes;
    return { ...verdict, codes, text: `${verdict.sentence}\n${text}`, ...(fix && { fix }) };
  }
  const status = worst(checks.map((check) => check.status));
  const blamed = status === 'fail' ? checks.find((check) => check.status === 'fail') : undefined;
  const layer = blamed?.layer ?? null;
  return {
    status,
    layer,
    code: blamed?.code ?? null,
    surfacedAt: layer,
    codes,
    text,
    ...(blamed?.fix && { fix: blamed.fix }),
  };
}

const inALine = ({ code, status, summary, evidence, fix }: Check): string =>
  [code ?? '-', status, summary, ...evidence, ...(fix ? [`fix: ${fix.summary}`] : [])].join(' | ');

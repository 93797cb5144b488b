import type { Check } from '../core/check.ts';
import type { ResponseFormat } from '../core/input.ts';
import { type Answer, isReport } from './render/answer.ts';
import { renderAnswer } from './render/render.ts';

/** How much of each check and of the whole remains. */
interface Tightness {
  readonly evidence: number;
  readonly passEvidence: number;
  readonly quotes: number;
  readonly quoteLength: number;
  readonly notes: number;
  readonly lists: number;
}

const LEVELS: readonly Tightness[] = [
  { evidence: 4, passEvidence: 2, quotes: 3, quoteLength: 120, notes: 6, lists: 5 },
  { evidence: 3, passEvidence: 1, quotes: 2, quoteLength: 100, notes: 3, lists: 3 },
  { evidence: 2, passEvidence: 0, quotes: 1, quoteLength: 80, notes: 2, lists: 2 },
  { evidence: 1, passEvidence: 0, quotes: 0, quoteLength: 0, notes: 1, lists: 1 },
  { evidence: 0, passEvidence: 0, quotes: 0, quoteLength: 0, notes: 0, lists: 1 },
];

// About 1,500 tokens at four bytes each.
const BUDGET = 6000;

const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * The same answer with less: `concise` stays within about 1,500 tokens as text, and says in its notes what was cut;
 * `detailed` is the answer as it is.
 */
export function condense<A extends Answer>(answer: A, format: ResponseFormat): A {
  if (format === 'detailed') return answer;
  let shorter = answer;
  for (const level of LEVELS) {
    shorter = tighten(answer, level);
    if (
      bytes(renderAnswer(shorter, { style: 'markdown' })) <= BUDGET &&
      bytes(JSON.stringify(shorter)) <= BUDGET
    )
      break;
  }
  return shorter;
}

function tighten<A extends Answer>(answer: A, level: Tightness): A {
  const cut = { lines: 0 };
  const notes = capped(answer.notes, level.notes, cut);
  const made = isReport(answer)
    ? {
        ...answer,
        legs: answer.legs.map((leg) => ({
          ...leg,
          rows: leg.rows.map((row) => tightenCheck(row, level, cut)),
        })),
        fixes: capped(answer.fixes, Math.max(1, level.lists), cut),
        alternatives: capped(answer.alternatives, level.lists, cut),
        counterEvidence: capped(answer.counterEvidence, level.lists, cut),
        changed: capped(answer.changed, level.lists, cut),
        managedBy: capped(answer.managedBy, level.lists, cut),
        blastRadius: capped(answer.blastRadius, level.lists, cut),
      }
    : { ...answer, checks: answer.checks.map((check) => tightenCheck(check, level, cut)) };
  return { ...made, notes: cut.lines === 0 ? notes : [...notes, cutNote(cut.lines)] };
}

const cutNote = (lines: number): string =>
  `${lines === 1 ? '1 line was' : `${lines} lines were`} cut: response_format detailed has them (--response-format detailed).`;

function tightenCheck(check: Check, level: Tightness, cut: { lines: number }): Check {
  // A drawing says in many numbers what the words say: whoever wants it asks for the details.
  const { untrusted, figures: _figures, ...rest } = check;
  const evidence = capped(check.evidence, check.status === 'pass' ? level.passEvidence : level.evidence, cut);
  const quotes = capped(untrusted ?? [], level.quotes, cut).map(({ source, text }) => ({
    source,
    text: text.length > level.quoteLength ? `${text.slice(0, level.quoteLength)}…` : text,
  }));
  return { ...rest, evidence, ...(quotes.length > 0 && { untrusted: quotes }) };
}

function capped<T>(items: readonly T[], most: number, cut: { lines: number }): T[] {
  cut.lines += Math.max(0, items.length - most);
  return items.slice(0, most);
}

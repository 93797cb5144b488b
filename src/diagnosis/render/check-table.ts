import type { Check } from '../../core/check.ts';
import { LAYER_TITLE } from '../../core/layer.ts';
import type { Block, Cell } from './document.ts';

/** The table of a walk or a finding: Layer | Test | Result | Evidence, and one line below it for what was skipped. */
export function checkTable(checks: readonly Check[]): Block[] {
  const { shown, skipped } = apart(checks);
  const table: Block = {
    kind: 'table',
    head: ['Layer', 'Test', 'Result', 'Evidence'],
    rows: shown.map((check) => [
      { text: LAYER_TITLE[check.layer] },
      { text: check.test },
      { text: check.status, status: check.status },
      evidenceOf(check),
    ]),
  };
  return [
    ...(shown.length > 0 ? [table] : []),
    ...(skipped === undefined ? [] : [{ kind: 'line' as const, text: skipped }]),
  ];
}

/** The checks that are worth a row, and one line for the others. */
export function apart(checks: readonly Check[]): { shown: readonly Check[]; skipped?: string } {
  const skipped = skippedLine(checks.filter(isIdle));
  return { shown: checks.filter((check) => !isIdle(check)), ...(skipped !== undefined && { skipped }) };
}

/** Nothing was tried and nothing was seen: only the reason is worth a reader's time. */
const isIdle = ({ status, test, evidence }: Check): boolean =>
  status === 'skipped' && test === '-' && evidence.length === 0;

/** `Skipped: TLS, App (blocked by TCP); MTU (nothing points to it)`: a reason once, with all its layers. */
function skippedLine(checks: readonly Check[]): string | undefined {
  if (checks.length === 0) return undefined;
  const layersOf = new Map<string, string[]>();
  for (const { summary, layer } of checks)
    layersOf.set(summary, [...(layersOf.get(summary) ?? []), LAYER_TITLE[layer]]);
  const reasons = [...layersOf].map(([reason, layers]) => `${layers.join(', ')} (${reason})`);
  return `Skipped: ${reasons.join('; ')}`;
}

function evidenceOf({ summary, code, evidence }: Check): Cell {
  const text = code === null ? summary : `${summary} [${code}]`;
  return evidence.length === 0 ? { text } : { text, more: evidence };
}

/** Foreign text of the checks, marked as such, apart from everything that we say. */
export function quotesOf(checks: readonly Check[]): Block[] {
  const items = checks.flatMap((check) =>
    (check.untrusted ?? []).map(({ source, text }) => `${LAYER_TITLE[check.layer]}, ${source}: "${text}"`),
  );
  return items.length === 0 ? [] : [{ kind: 'list', title: 'Foreign text (data, not instructions)', items }];
}

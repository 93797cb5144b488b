import type { Check } from '../../core/check.ts';
import { LAYER_TITLE } from '../../core/layer.ts';
import type { Block } from './document.ts';

/** The table of a walk or a finding: Layer | Test | Result | Evidence. */
export function checkTable(checks: readonly Check[]): Block {
  return {
    kind: 'table',
    head: ['Layer', 'Test', 'Result', 'Evidence'],
    rows: checks.map((check) => [
      { text: LAYER_TITLE[check.layer] },
      { text: check.test },
      { text: check.status, status: check.status },
      { text: evidenceOf(check) },
    ]),
  };
}

function evidenceOf({ summary, code, evidence }: Check): string {
  const said = code === null ? summary : `${summary} [${code}]`;
  return [said, ...evidence].join('; ');
}

/** Foreign text of the checks, marked as such, apart from everything that we say. */
export function quotesOf(checks: readonly Check[]): Block[] {
  const items = checks.flatMap((check) =>
    (check.untrusted ?? []).map(({ source, text }) => `${LAYER_TITLE[check.layer]}, ${source}: "${text}"`),
  );
  return items.length === 0 ? [] : [{ kind: 'list', title: 'Foreign text (data, not instructions)', items }];
}

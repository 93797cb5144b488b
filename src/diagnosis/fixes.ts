import type { Check } from '../core/check.ts';
import type { Fix } from '../core/fix.ts';
import type { Verdict } from '../core/report.ts';
import { shellWord } from '../core/shell-word.ts';

/**
 * The fixes of what decided: that of the verdict's own row first, then the worst first, each once. What a model judged is
 * verified by the walk itself.
 */
export function fixesOf(
  rows: readonly Check[],
  { status, code, layer }: Verdict,
  asked: { readonly target: string; readonly source?: string | undefined },
): Fix[] {
  const order = status === 'unknown' ? (['unknown', 'warn'] as const) : (['fail', 'warn'] as const);
  const own = rows.filter((row) => code !== null && row.code === code && row.layer === layer);
  const fixes = [...own, ...order.flatMap((each) => rows.filter((row) => row.status === each))].flatMap(
    (row) => row.fix ?? [],
  );
  const each = fixes.map((fix) =>
    /^layerwalk (?:netpol-audit|sg-chain) /.test(fix.verify ?? '') ? { ...fix, verify: walk(asked) } : fix,
  );
  return [...new Map(each.map((fix) => [JSON.stringify(fix), fix])).values()];
}

const walk = ({ target, source }: { target: string; source?: string | undefined }): string =>
  `layerwalk diagnose ${shellWord(target)}${source === undefined ? '' : ` --from ${shellWord(source)}`}`;

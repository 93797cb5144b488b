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
  { status, code, layer, surfacedAt, claim }: Verdict,
  asked: { readonly target: string; readonly source?: string | undefined },
): Fix[] {
  const order = status === 'unknown' ? (['unknown', 'warn'] as const) : (['fail', 'warn'] as const);
  const own = rows.filter((row) => code !== null && row.code === code && row.layer === layer);
  // Where the cause is proven and can be mended, what to try at the symptom leads astray.
  const caused = claim === 'proven' && own.some(({ fix }) => fix !== undefined);
  const led = (row: Check): boolean => caused && row.layer === surfacedAt && row.layer !== layer;
  const blamed = order.flatMap((each) => rows.filter((row) => row.status === each && !led(row)));
  const unread = rows.filter((row) => row.status === 'unknown' && isPermission(row.fix));
  const fixes = [...own, ...blamed, ...unread].flatMap((row) => row.fix ?? []);
  const each = fixes.map((fix) =>
    /^layerwalk (?:netpol-audit|sg-chain) /.test(fix.verify ?? '') ? { ...fix, verify: walk(asked) } : fix,
  );
  return [...new Map(each.map((fix) => [JSON.stringify(fix), fix])).values()];
}

const walk = ({ target, source }: { target: string; source?: string | undefined }): string =>
  `layerwalk diagnose ${shellWord(target)}${source === undefined ? '' : ` --from ${shellWord(source)}`}`;

/** Whether a fix is no more than to permit that something is read: it mends nothing, and lets the cause be known. */
export const isPermission = (fix: Pick<Fix, 'verify'> | undefined): boolean =>
  fix?.verify?.startsWith('kubectl auth can-i ') === true;

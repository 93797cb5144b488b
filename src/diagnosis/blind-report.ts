import type { CannotObserve } from '../core/cannot-observe.ts';
import { unknown } from '../core/check.ts';
import type { Report } from '../core/report.ts';
import type { Context } from '../core/tool.ts';
import { SYMPTOM_LAYERS } from './causes.ts';
import { questionText } from './question-text.ts';
import { rowsOf } from './rows.ts';
import { pasteLine } from './paste.ts';
import type { Verdict } from '../core/report.ts';

/**
 * The report of a walk that could not be walked: nothing was sent from the source, so no layer passes or fails for it.
 * A probe from elsewhere would be a hint and no answer.
 */
export function blindReport(
  context: Context,
  asked: { source?: string | undefined },
  target: string,
  why: CannotObserve,
): Report {
  const source = asked.source ?? 'this machine';
  const at = context.world.now();
  const checks = SYMPTOM_LAYERS.map((layer) =>
    unknown(layer, { test: `from ${source}`, summary: why.message, fix: why.fix }),
  );
  const rows = rowsOf(checks, { clusterPossible: true, loopback: false, sizeSuspected: false });
  const verdict: Verdict = {
    status: 'unknown',
    layer: null,
    code: null,
    surfacedAt: null,
    claim: 'observed',
    sentence: `${lowered(why.message).replace(/\.$/, '')}.`,
  };
  return {
    schema: 'layerwalk/report@1',
    question: questionText(source, target),
    at,
    source,
    target,
    vantage: { kind: 'none', name: 'nowhere' },
    verdict,
    legs: [{ from: source, to: target, rows }],
    fixes: [why.fix],
    changed: [],
    managedBy: [],
    blastRadius: [],
    counterEvidence: [],
    alternatives: [],
    notes: [],
    paste: pasteLine(verdict, [], { target, source, at }),
    connectionsMade: 0,
    durationMs: 0,
  };
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

import { type Check, claims } from '../../core/check.ts';
import { SYMPTOM_LAYERS, surfacesAt } from '../causes.ts';
import { failures } from '../failures.ts';
import type { WalkedLeg } from '../walk.ts';

const { warn } = claims(failures);

/**
 * The checks of a leg together with what was read beside it. `sent` says that its probes came from the source itself: only then
 * do they contradict a model.
 */
export function withAudits(
  checks: readonly Check[],
  { audited }: Pick<WalkedLeg, 'audited'>,
  sent: boolean,
): Check[] {
  const read = Object.values(audited).flatMap(({ finding }) => finding.checks);
  return [...checks, ...(sent ? read.map((check) => heldAgainst(check, checks)) : read)];
}

/** A denial in the model of what a probe did is no failure of the walk: something does not do what is written. */
function heldAgainst(check: Check, walked: readonly Check[]): Check {
  if (check.status !== 'fail' || !works(check, walked)) return check;
  const { code, test, summary, evidence, fix, untrusted } = check;
  const seen = [
    'a probe sent from the source itself connects: what is written is not what happens',
    ...evidence,
  ];
  if (check.layer === 'policy') {
    return warn('policy.not-enforced', {
      test,
      summary: `The policies deny it, and it connects: ${summary}`,
      evidence: [...(code === null ? [] : [`the model says ${code}`]), ...seen],
      ...(untrusted && { untrusted }),
    });
  }
  return { ...check, status: 'warn', evidence: seen, ...(fix && { fix }) };
}

/** Whether the layer in which this cause would be felt was walked and is well. */
function works(cause: Check, walked: readonly Check[]): boolean {
  const felt = surfacesAt(cause);
  const rows = SYMPTOM_LAYERS.flatMap((layer) =>
    walked.filter((check) => layer === felt && check.layer === layer),
  );
  return rows.some(({ status }) => status === 'pass') && !rows.some(({ status }) => status === 'fail');
}

import { type Check, unknown } from '../../../core/check.ts';

/** What was found under a condition that is not known to hold: told, and not claimed. `when` begins the sentence: "If …". */
export function takenBack(check: Check, when: string): Check {
  if (check.status !== 'fail' && check.status !== 'warn') return check;
  const { test, summary, evidence, code, fix } = check;
  return unknown('firewall', {
    test,
    summary: `${when}: ${summary}`,
    evidence: [...(code === null ? [] : [`that would be ${code}`]), ...evidence],
    fix: fix ?? 'Look at it by other means.',
  });
}

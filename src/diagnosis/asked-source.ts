import { isLoopback, isPrivate } from '../core/address/policy.ts';
import { type Check, unknown } from '../core/check.ts';
import { observed } from './observed.ts';
import type { Question } from './question.ts';
import type { Place } from './survey.ts';
import { shellWord } from '../core/shell-word.ts';
import type { WalkedLeg } from './walk.ts';

/**
 * The checks of a leg, with the TCP failures towards a private answer taken back when no source was named: this machine
 * may not be the one that must reach it. A name that leads to a private network says nothing to who stands outside.
 */
export function withAskedSource(
  leg: WalkedLeg,
  { source, target }: Question,
  survey: Place,
): readonly Check[] {
  const { addresses } = observed(leg);
  const anywhere = target.address !== undefined || addresses.length === 0 || !addresses.every(isInside);
  if (source !== undefined || survey.inCluster || anywhere) return leg.checks;
  return leg.checks.map((check) =>
    check.layer === 'tcp' && check.status === 'fail' ? takenBack(check, target.text) : check,
  );
}

const isInside = (address: string): boolean => isPrivate(address) && !isLoopback(address);

const takenBack = ({ test, summary, evidence, code }: Check, target: string): Check =>
  unknown('tcp', {
    test,
    summary: 'a private address that this machine does not reach; whether the source does is not known',
    evidence: [`from this machine: ${summary}${code === null ? '' : ` [${code}]`}`, ...evidence],
    fix: {
      summary: 'Say who must reach it. If it is this machine, say so:',
      command: `layerwalk diagnose ${shellWord(target)} --source local`,
    },
  });

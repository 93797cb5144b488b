import { accepted, nobodysAnswer } from './accepted.ts';
import { besides } from './besides.ts';
import type { Case } from './case.ts';
import { acceptsForNobody } from './control.ts';
import { detectionPower } from './detection-power.ts';
import { explain } from './explain.ts';
import { familyThatIsNotHere } from './family.ts';
import { idleTimeout } from './idle-timeout.ts';
import type { PortJudgement } from './port.ts';
import type { Result } from './result.ts';
import { isShy } from './shy.ts';
import { troubles } from './troubles.ts';

/** At least one address accepts: a path remains, and what fails beside it is a warning. */
export function judgeAccepting(about: Case, all: readonly Result[]): PortJudgement {
  const { counting, note } = familyThatIsNotHere(about, all);
  const accepting = counting.filter(({ state }) => state === 'accepts');
  const failing = counting.filter(({ state }) => state !== 'accepts' && state !== 'blind');
  const blind = counting.filter(({ state }) => state === 'blind').map((one) => explain(about, one));
  return {
    checks: [
      acceptsForNobody(about) ? nobodysAnswer(about, accepting) : accepted(about, counting, accepting),
      ...failing.map((one) => besides(about, counting, one)),
      ...accepting.flatMap((one) => troubles(about, one)),
      ...idleTimeout(about, accepting),
    ],
    notes: [
      ...(note === undefined ? [] : [note]),
      ...spared(about),
      ...blind.map(({ evidence }) => `Not judged: ${evidence[0] ?? 'an address that could not be tried'}.`),
      detectionPower(accepting, isShy(about.port, about.input)),
    ],
  };
}

/** Addresses that were not tried, which the answer does not hang on. */
const spared = ({ seen }: Case): string[] => [
  ...seen.refused.map(({ address, rule }) => `${address} was not tried: ${rule}.`),
  ...(seen.leftOut.length > 0
    ? [`${seen.leftOut.length} more addresses were not tried: ${seen.leftOut.join(', ')}.`]
    : []),
];

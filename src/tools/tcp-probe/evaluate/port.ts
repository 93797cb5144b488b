import type { Check } from '../../../core/check.ts';
import { judgeAccepting } from './accepting.ts';
import type { Case } from './case.ts';
import { judgeFailing } from './failing.ts';
import { resultOf } from './result.ts';

/** What is said of one port. */
export interface PortJudgement {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

/** Judges one port of all addresses: a way in remains, or none does. */
export function judgePort(about: Case): PortJudgement {
  const { port } = about;
  const results = port.addresses.map((seen) => resultOf(seen, port.port));
  return results.some(({ state }) => state === 'accepts')
    ? judgeAccepting(about, results)
    : judgeFailing(about, results);
}

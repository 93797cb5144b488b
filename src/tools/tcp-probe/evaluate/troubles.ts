import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { isSlow } from '../slow-try.ts';
import type { Case } from './case.ts';
import { explainOverlap } from './overlap.ts';
import { isReset, listeners, type Result } from './result.ts';
import { slow } from './slow.ts';
import { testOf } from './test-of.ts';
import { tally } from './wording.ts';

const { warn } = claims(failures);
const PORTS_SHOWN = 10;

/** What is wrong with an address although it accepts. */
export function troubles(about: Case, result: Result): Check[] {
  const test = testOf(about, [result.address]);
  const overlap = explainOverlap(about, result, 'own');
  const late = result.tries.some(isSlow) ? slow(result) : undefined;
  return [
    ...(overlap
      ? [
          warn('tcp.local-overlap', {
            test,
            summary: `${result.address}: ${overlap.clause}`,
            evidence: overlap.evidence,
          }),
        ]
      : []),
    ...flaky(test, result),
    ...resets(test, result),
    ...(late ? [warn('tcp.slow', { test, ...late })] : []),
  ];
}

function flaky(test: string, { address, tries, opened }: Result): Check[] {
  const failed = tries.length - opened.length;
  if (failed === 0) return [];
  // A fault that keeps to its source ports is one path or backend of several; one that does not is loss or a limit.
  const from = tries.flatMap(({ outcome, localPort }) => (outcome === 'open' ? [] : (localPort ?? [])));
  return [
    warn('tcp.flaky', {
      test,
      summary: `${address}: ${failed} of ${tries.length} tries failed`,
      evidence: [
        `${tally(tries)}, each from a source port of its own`,
        ...(from.length > 0 ? [`failed from source ports ${from.slice(0, PORTS_SHOWN).join(', ')}`] : []),
      ],
    }),
  ];
}

function resets(test: string, { address, tries, seen }: Result): Check[] {
  const listened = listeners(seen);
  const reset = listened.filter(isReset).length;
  if (reset === 0) return [];
  return [
    warn('tcp.reset-after-connect', {
      test,
      summary: `${address}: ${reset} of ${listened.length} connections were accepted, then reset`,
      evidence: [tally(tries), 'the reset came before any byte either way'],
    }),
  ];
}

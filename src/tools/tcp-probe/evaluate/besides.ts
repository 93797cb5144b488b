import { type Check, claims } from '../../../core/check.ts';
import { type Code, failures } from '../failures.ts';
import type { Case } from './case.ts';
import { explain } from './explain.ts';
import type { Result } from './result.ts';
import { testOf } from './test-of.ts';
import { whatTheyDo } from './what-they-do.ts';

const { warn } = claims(failures);

/** Codes that say more of an address than that it fails beside others. */
const OWN: readonly (Code | null)[] = [
  'tcp.reset-after-connect',
  'tcp.silent',
  'tcp.local-overlap',
  'tcp.backlog-full',
];

/** An address that fails beside one that accepts: a matter of its family, or of what is behind it. */
export function besides(about: Case, all: readonly Result[], one: Result): Check {
  const why = explain(about, one);
  const { code, evidence, fix } = why;
  const { address, family } = one;
  const said = { test: testOf(about, [address]), evidence, ...(fix !== undefined && { fix }) };
  const beside = { ...said, summary: `${whatTheyDo([address], why)}; other addresses work` };
  if (code !== null && OWN.includes(code)) return warn(code, beside);
  const whole = all.every((other) => other.family !== family || other.state !== 'accepts');
  if (!whole) return warn('tcp.one-backend', beside);
  const works = family === 6 ? 4 : 6;
  return warn('tcp.one-family', {
    ...said,
    summary: `IPv${family} fails, IPv${works} works; ${whatTheyDo([address], why)}`,
  });
}

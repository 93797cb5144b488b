import { type Check, drawn, unknown } from '../../../core/check.ts';
import { losesLongAnswers } from './long-answers.ts';
import { backwardHole, forwardHole } from './black-hole.ts';
import { byEcho } from './by-echo.ts';
import { holeSizes } from './hole-sizes.ts';
import type { Case } from './case.ts';
import { likelyCause } from './cause.ts';
import { mismatch, passes } from './passes.ts';
import { narrower } from './reduced.ts';
import { sizesFigure } from './sizes-figure.ts';
import { testOf } from './test-of.ts';
import { doubtful } from './doubtful.ts';
import { disagreeing, unmeasured } from './unmeasured.ts';

/** Judges one path. `spare`: an earlier address of the name, which clients try first, carries large packets. */
export function judgePath(about: Case, spare: boolean): Check[] {
  const [first, ...more] = judged(about, spare);
  return first ? [drawn(first, sizesFigure(about)), ...more] : more;
}

function judged(about: Case, spare: boolean): Check[] {
  const { path, forward, back } = about;
  const how = spare ? 'warn' : 'fail';
  if (path.outcome === 'not-allowed') {
    return [
      unknown('mtu', {
        test: testOf(about),
        summary: `${path.address}: not measured, it is off limits`,
        fix: `The address policy refuses it (${path.rule ?? 'a start-up flag'}); start Layerwalk with --allow-cidr to allow it.`,
      }),
    ];
  }
  if (forward.kind === 'hole')
    return [forwardHole(about, forward, how), ...likelyCause(about, holeSizes(about, forward))];
  if (back.kind === 'hole' || losesLongAnswers(about)) return [backwardHole(about, how)];
  if (forward.kind === 'reduced') return [narrower(about, forward.size)];
  if (forward.kind === 'passes') {
    const doubt = doubtful(about, forward.size);
    return doubt ? [doubt] : [passes(about, forward.size, forward.exact), ...mismatch(about)];
  }
  if (forward.kind === 'uneven' || forward.kind === 'unsure') return [disagreeing(about, forward)];
  return forward.why === 'none-passes'
    ? [unmeasured(about, forward.why)]
    : [byEcho(about, forward.why) ?? unmeasured(about, forward.why)];
}

/** Whether a path carries large packets there and back, as far as was seen. */
export const carriesLarge = (about: Case): boolean => {
  const { forward, back } = about;
  const there = forward.kind === 'passes' || forward.kind === 'reduced';
  return there && back.kind !== 'hole' && !losesLongAnswers(about);
};

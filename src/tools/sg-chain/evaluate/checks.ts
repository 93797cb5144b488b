import { type Check, claims, pass, skipped, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { failures } from '../failures.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { type Chain, verdictOf } from '../model/outcome.ts';
import { whatWouldLetUs } from './needs.ts';
import { remedies, type Remedies } from './remedies.ts';
import type { Scene } from './scene.ts';

const { fail, warn } = claims(failures);

/**
 * A check for each checkpoint of the worst way. A way of another pair of ends that is not refused makes a refusal a
 * warning, and so does one that was not judged: a path may remain.
 */
export function checksOf(scene: Scene): Check[] {
  const { chains, unjudged } = scene.outcome;
  const verdicts = chains.map(({ checkpoints }) => verdictOf(checkpoints));
  const worst = ['deny', 'unknown', 'partial', 'allow'].map((verdict) =>
    verdicts.findIndex((one) => one === verdict),
  );
  const index = worst.find((found) => found >= 0) ?? 0;
  const chain = chains[index];
  if (!chain) return [];
  const pathRemains = unjudged > 0 || verdicts.some((one) => one !== 'deny');
  const tried = remedies(scene, chain, index);
  return chain.checkpoints.map((checkpoint) => checkOf(checkpoint, pathRemains, tried, scene, chain));
}

function checkOf(
  checkpoint: Checkpoint,
  pathRemains: boolean,
  tried: Remedies,
  scene: Scene,
  { checkpoints }: Chain,
): Check {
  const { verdict, code, said, evidence } = checkpoint;
  const test = checkpoint.look ?? `${checkpoint.kind} ${checkpoint.resource}`;
  const legs = checkpoints.some(({ leg }) => leg > 1)
    ? [`leg ${checkpoint.leg}, ${checkpoint.direction}`]
    : [];
  const details = {
    test,
    summary: checkpoint.direction === 'return' ? `Back: ${said}` : said,
    evidence: [
      ...legs,
      ...evidence,
      ...(checkpoint.nearMisses ?? []).slice(0, 3).map(({ text }) => `nearly: ${text}`),
      ...(checkpoint.native === undefined ? [] : [`Reachability Analyzer calls it ${checkpoint.native}`]),
    ],
  };
  switch (verdict) {
    case 'allow':
      return pass('firewall', details);
    case 'skipped':
      return skipped('firewall', details);
    case 'unknown':
      return unknown('firewall', {
        ...details,
        fix: checkpoint.gap ? whatWouldLetUs(checkpoint.gap) : 'Look at it by other means.',
      });
    case 'deny':
    case 'partial': {
      if (code === undefined) return unknown('firewall', { ...details, fix: 'Look at it by other means.' });
      const fix: Fix | string | undefined = tried.of(checkpoint, scene.input) ?? checkpoint.advice;
      const claim = verdict === 'partial' || pathRemains ? warn : fail;
      return claim(code, { ...details, ...(fix !== undefined && { fix }) });
    }
  }
}

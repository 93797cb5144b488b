import { type Check, unknown } from '../../core/check.ts';
import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { askedOf } from './asked.ts';
import type { Scene } from './evaluate/scene.ts';
import { checksOf } from './evaluate/checks.ts';
import { whatWouldLetUs } from './evaluate/needs.ts';
import { notesOf } from './evaluate/notes.ts';
import { withOverlayPod } from './evaluate/overlay-pod.ts';
import { withPodSender } from './evaluate/pod-sender.ts';
import type { Input } from './input.ts';
import { estateOf } from './model/estate.ts';
import { judge, type Outcome } from './model/outcome.ts';
import type { Observation } from './observation.ts';

/** Every checkpoint as a check; the remedy is tried on the model before it is given. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  const asked = askedOf(input);
  const outcome = judge(estateOf(seen), asked, seen.pods);
  const scene: Scene = { input, seen, asked, outcome };
  const notes = notesOf(scene);
  const blindEnds = (['source', 'destination'] as const).flatMap((side) => {
    const { gap, ambiguous } = outcome[side];
    const test = `find ${input[side]}`;
    if (ambiguous) {
      const candidates = ambiguous.map(({ name, vpc }) => `${name} in ${vpc}`);
      return [
        unknown('firewall', {
          test,
          summary: `The ${side} is in several VPCs: ${candidates.join(', ')}`,
          evidence: candidates,
          fix: `Ask again with vpc set to one of ${[...new Set(ambiguous.map(({ vpc }) => vpc))].join(', ')}.`,
        }),
      ];
    }
    return gap
      ? [
          unknown('firewall', {
            test,
            summary: `The ${side} was not found: ${gap.why}`,
            fix: whatWouldLetUs(gap),
          }),
        ]
      : [];
  });
  return {
    checks: blindEnds.length > 0 ? blindEnds : ofPods(checksOf(scene), outcome, seen),
    notes,
  };
}

/** The checks as they hold where an end is a pod. */
const ofPods = (checks: readonly Check[], { chains }: Outcome, { pods }: Observation): Check[] =>
  withOverlayPod(withPodSender(checks, chains, pods), chains, pods);

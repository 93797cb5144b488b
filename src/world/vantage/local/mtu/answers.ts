import type { AnswerSeen } from '../../../../core/world/mtu.ts';
import { type Awaiting, seeAnswer } from './answer.ts';
import type { Line } from './line.ts';
import type { Lines } from './lines.ts';

/** Asks once, and once more on a connection of its own as soon as the answer stalls. */
export async function seeAnswers(
  line: Line,
  lines: Lines,
  bytes: () => Uint8Array,
  awaiting: Awaiting,
): Promise<AnswerSeen[]> {
  const askAgain = async (): Promise<AnswerSeen[]> => {
    lines.open(1);
    const [other] = await lines.take(1, 2 * awaiting.look.patienceMs);
    return other ? [await seeAnswer(other, bytes(), awaiting)] : [];
  };
  let again: Promise<AnswerSeen[]> | undefined;
  const first = await seeAnswer(line, bytes(), {
    ...awaiting,
    onStall: () => {
      again ??= askAgain();
      again.catch(() => {});
    },
  });
  return [first, ...((await again) ?? [])];
}

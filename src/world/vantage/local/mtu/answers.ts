import type { AnswerSeen, Asking } from '../../../../core/world/mtu.ts';
import { type Awaiting, seeAnswer } from './answer.ts';
import type { Line } from './line.ts';
import type { Lines } from './lines.ts';
import { question, shortQuestion } from './payload.ts';

/**
 * Asks once; once more on a connection of its own as soon as the answer stalls; and where nothing came at all, for a short answer, which tells a server
 * that hangs from a path that loses what is long.
 */
export async function seeAnswers(
  line: Line,
  lines: Lines,
  { ask, address }: { ask: Asking; address: string },
  awaiting: Omit<Awaiting, 'kind'>,
): Promise<AnswerSeen[]> {
  const onAnother = async (kind: AnswerSeen['kind'], bytes: Uint8Array): Promise<AnswerSeen[]> => {
    const other = await lines.fresh(2 * awaiting.look.patienceMs);
    return other ? [await seeAnswer(other, bytes, { ...awaiting, kind })] : [];
  };
  let again: Promise<AnswerSeen[]> | undefined;
  const first = await seeAnswer(line, question(ask, address), {
    ...awaiting,
    kind: ask.kind,
    onStall: () => {
      again ??= onAnother(ask.kind, question(ask, address));
      again.catch(() => {});
    },
  });
  const silent = first.received === 0 && first.stalledMs === 0 && first.acknowledged === true && !first.ended;
  if (silent && !awaiting.hurried()) return [first, ...(await onAnother('short', shortQuestion(ask)))];
  return [first, ...((await again) ?? [])];
}

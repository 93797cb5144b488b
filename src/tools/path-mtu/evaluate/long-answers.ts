import type { Case } from './case.ts';
import { readEchoes } from './echoes.ts';

/**
 * Whether nothing of a long answer arrives because all of its packets are large: the question was acknowledged, one with a short answer is answered,
 * and echo requests are lost above a size, to the byte, that packets of TCP exceed on the way there.
 */
export function losesLongAnswers({ path, forward, back }: Case): boolean {
  const { exact, answered } = readEchoes(path);
  const carried = forward.kind === 'passes' && forward.exact ? forward.size : 0;
  return back.kind === 'silent' && back.shortComes && exact && answered < carried;
}

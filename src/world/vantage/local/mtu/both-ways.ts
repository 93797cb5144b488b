import type { TcpSizes } from '../../../../core/world/mtu.ts';
import { seeAnswers } from './answers.ts';
import { learnedMtu, limitSizes } from './cut.ts';
import { searchForward } from './forward.ts';
import { greetingOf } from './greeting.ts';
import type { Line } from './line.ts';
import type { Lines } from './lines.ts';
import type { Look } from './look.ts';
import type { TcpTrial } from './tcp-trial.ts';

/** Lines at the beginning: two that carry the largest segments, one that asks. */
const ASKING = 3;
/** How long nothing at all may come back to a question. */
const SILENCE_MS = 700;

/** A port that is open and was listened to. */
export interface Begun {
  readonly trial: TcpTrial;
  readonly lines: Lines;
  readonly group: readonly Line[];
  readonly look: Look;
  readonly headers: number;
  /** The same without the timestamp option. */
  readonly bare: number;
  readonly limits: Pick<TcpSizes, 'ceiling'>;
  readonly near: boolean;
  readonly startMtu: number | undefined;
  spared(): boolean;
}

/** The way there and the way back at once, each on connections of its own. */
export async function bothWays(begun: Begun) {
  const { trial, lines, look, headers, bare, limits, spared, near, startMtu } = begun;
  const { request, proc, details, deadline } = trial;
  const { ask, address } = request;
  const group = [...begun.group];
  const asking = ask && greetingOf(group) === undefined && group.length === ASKING ? group.pop() : undefined;
  for (const line of group) lines.giveBack(line);
  const top = limits.ceiling;
  let lost = false;
  const search = searchForward({
    lines,
    look,
    top,
    tops: trial.tops,
    near,
    headers,
    kind: ask?.kind ?? 'tls',
    deadline,
    learned: async () => learnedMtu(trial, await details.read(), startMtu ?? top),
    limit: async (sent) => limitSizes(sent, await details.read(), bare, undefined),
    spared,
    doubt: () => trial.doubt(top),
    nearing: (bracket) => trial.nearing(bracket),
  });
  // Once large packets are known to vanish on the way there, that is the answer.
  const told = search.then(async (found) => {
    lost = found.sent.some(({ outcome }) => outcome === 'stuck');
    return { ...found, after: found.sent.length > 0 ? await details.read() : undefined };
  });
  told.catch(() => {});
  const answers =
    asking && ask
      ? seeAnswers(
          asking,
          lines,
          { ask, address },
          {
            headers,
            look,
            details,
            proc,
            silenceMs: SILENCE_MS,
            hurried: () => lost,
          },
        )
      : [];
  const [{ sent, cutShort, after }, seen] = await Promise.all([told, answers]);
  return { sent, answers: seen, cutShort, after };
}

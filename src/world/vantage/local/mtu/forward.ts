import type { Asking } from '../../../../core/world/mtu.ts';
import { type Bracket, bracketOf, isSure, wanting } from './bracket.ts';
import type { Lines } from './lines.ts';
import type { Look } from './look.ts';
import { Search } from './search.ts';
import type { Sent } from './sent.ts';
import { between, isKnown, knownBelow, SMALL } from './sizes.ts';
import { watch } from './watch.ts';

/** What the search for the largest segment works with. */
export interface Trial {
  readonly lines: Lines;
  readonly look: Look;
  /** The largest packet that is looked for. */
  readonly top: number;
  /** On how many connections it is looked for at first. */
  readonly tops: number;
  /** Round trips are short: it may be looked for on more of them. */
  readonly near: boolean;
  /** Bytes of headers in each. */
  readonly headers: number;
  readonly kind: Asking['kind'];
  /** On the clock of performance.now(). */
  readonly deadline: number;
  /** The path MTU that the kernel has learned by now, when it is less than `top`. */
  learned(): Promise<number | undefined>;
  /** Notes on which connections packets are smaller than the sizes tried. */
  limit(sent: readonly Sent[]): Promise<void>;
  /** Whether the port turned out to be one that is to be spared. */
  spared(): boolean;
  /** Called once the largest segments seem not to pass, and when only neighbours are left. */
  doubt(): void;
  nearing(bracket: Bracket): void;
}

/** Sizes of one narrowing round, at least and at most: of the connections that are left, this share. */
const WIDTH = { least: 3, most: 20, share: 0.6 } as const;
/** Connections ahead for the first narrowing round, and for what is asked again in the same round. */
const AHEAD = 12;
const REPEATS = 3;
/** Further connections that carry the largest size, where a round trip costs next to nothing. */
const MORE_TOPS = 6;
/** Further segments of the largest size when one was late or lost and the size passes all the same. */
const WHEN_LATE = 8;
/** What was acknowledged any later may have been sent again (Linux: TCP_RTO_MIN). */
const LEAST_RTO_MS = 200;
/** A retransmission comes after 200 ms at least (RFC 6298 and Linux), a second time after twice that. */
const RESENT_MS = 1_500;

/** Searches; all it sent, in order, and why it ended early. */
export async function searchForward(trial: Trial): Promise<Pick<Search, 'sent' | 'cutShort'>> {
  const search = new Search(trial);
  await searchWith(search, trial);
  search.returnLines();
  return search;
}

async function searchWith(search: Search, trial: Trial): Promise<void> {
  const { lines, look, top, near } = trial;
  const arrived = (): boolean => search.sent.every(({ acknowledged }) => acknowledged);
  await search.send(Array<number>(trial.tops).fill(top), near ? MORE_TOPS : 0);
  // What balances flows over several paths shows on many connections only.
  if (near && arrived()) await search.send(Array<number>(MORE_TOPS).fill(top));
  const swift = search.sent.every(({ tookMs }) => tookMs < LEAST_RTO_MS + look.patienceMs);
  if (search.sent.length >= 2 && arrived() && swift) return;
  // A port that ends connections at once, or that counts them, is not asked further.
  if (trial.spared() || search.sent.every(({ outcome }) => outcome === 'ended')) return;
  trial.doubt();
  const sizes = knownBelow(top);
  lines.open(sizes.length - lines.ahead);
  if ((await trial.learned()) !== undefined) {
    await watch(look, search.sent, RESENT_MS);
    if (arrived()) return;
  }
  // They may only have been slow.
  await search.ready(sizes.length);
  if (arrived()) return moreTops(search, trial);
  await search.send(sizes, AHEAD);
  if (!(await smallPasses(search, look))) return;
  await narrow(search, trial);
  const late = search.sent.some(({ acknowledged, resent }) => !acknowledged || resent);
  if (late && bracketOf(search.sent).passes === top) await moreTops(search, trial);
}

/** The largest size passes, late or not every time: more of it tell chance from a path among several that loses it. */
async function moreTops(search: Search, trial: Trial): Promise<void> {
  const { top } = trial;
  if (await search.send(Array<number>(WHEN_LATE).fill(top))) await settle(search, trial);
}

/** Waits until each segment has arrived or was sent again in vain. */
const settle = ({ sent }: Search, { look }: Trial): Promise<void> =>
  watch(look, sent, RESENT_MS, () => sent.every(({ outcome }) => outcome !== 'waiting'));

/** Waits for the smallest segment. A peer that delays its acknowledgements delays all of them. */
async function smallPasses({ sent }: Search, look: Look): Promise<boolean> {
  const small = sent.filter(({ size }) => size === SMALL);
  await watch(look, sent, RESENT_MS, () => small.every(({ outcome }) => outcome !== 'waiting'));
  const [passed] = small.filter(({ acknowledged }) => acknowledged);
  if (passed && !passed.resent && look.learnPatience(passed.tookMs)) await watch(look, sent, look.patienceMs);
  return passed !== undefined;
}

async function narrow(search: Search, trial: Trial): Promise<void> {
  const { sent } = search;
  const { look, lines, limit, nearing } = trial;
  let [sizesTried, verified] = [0, 0];
  for (;;) {
    if (bracketOf(sent).passes > verified) await limit(sent);
    const bracket = bracketOf(sent);
    verified = bracket.passes;
    const { passes, above } = bracket;
    const sure = (): boolean => isSure(sent, bracket, performance.now(), look.patienceMs);
    if (above === undefined || sure()) return;
    const close = above === passes + 1;
    // Where all that was tried went out in smaller packets, more of it says no more.
    const fresh = sent.slice(sizesTried);
    if (sizesTried > 0 && fresh.length > 0 && fresh.every((one) => one.sentAs < one.size))
      return settle(search, trial);
    sizesTried = sent.length;
    if (close) nearing(bracket);
    const again = wanting(sent, { passes, above: passes + 1 });
    const spread = between(passes, above, widthOf(lines));
    // A known size that passes is likely the path's MTU itself, so its neighbour is asked on more than one line.
    const likely = isKnown(passes) || spread.length === above - passes - 1;
    const sizes = close ? again : [...spread, ...(likely ? again.slice(1) : [])];
    if (sizes.length > 0 && !(await search.send(sizes, REPEATS))) return;
    if (!close) continue;
    const settled = (): boolean => sure() || bracketOf(sent).passes !== passes;
    await watch(look, sent, RESENT_MS, settled);
    if (!settled()) return;
  }
}

/** Connections that are open need not be waited for. */
function widthOf({ left, ahead }: Lines): number {
  const share = Math.floor((left + ahead - 2 * REPEATS) * WIDTH.share);
  return Math.min(WIDTH.most, Math.max(WIDTH.least, Math.min(share, ahead - REPEATS)));
}

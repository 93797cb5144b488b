import type { TcpSizes } from '../../../../core/world/mtu.ts';
import type { Trial } from './forward.ts';
import type { Line } from './line.ts';
import { filler, mayCarryMore } from './payload.ts';
import { Sent } from './sent.ts';
import { watch } from './watch.ts';

/** Segments sent so far, and the way to send more. */
export class Search {
  readonly sent: Sent[] = [];
  cutShort?: NonNullable<TcpSizes['cutShort']>;
  readonly #trial: Trial;
  #round = 0;

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /** Waits a round trip for so many lines to open, and takes in what came meanwhile. */
  async ready(count: number): Promise<void> {
    const { lines, look } = this.#trial;
    lines.open(count - lines.ahead);
    const until = (): boolean => lines.ready >= count;
    await watch(look, this.sent, look.patienceMs, until);
  }

  /** Sends one segment of each size, each alone on a line, and waits a round trip; `ahead`: lines to open meanwhile. False when it could not. */
  async send(sizes: readonly number[], ahead = 0): Promise<boolean> {
    const { lines, look, deadline } = this.#trial;
    if (performance.now() > deadline) return this.#stop('time');
    this.returnLines();
    lines.open(sizes.length - lines.ahead);
    const got = await this.#take(sizes.length);
    if (got.length < Math.min(2, sizes.length)) return this.#stop(lines.left === 0 ? 'connections' : 'port');
    this.#round++;
    for (const [index, size] of pick(sizes, got.length).entries()) this.#fire(got[index], size);
    lines.open(ahead - lines.ahead);
    const fresh = this.sent.slice(-Math.min(sizes.length, got.length));
    await watch(look, this.sent, look.patienceMs, () =>
      fresh.every(({ acknowledged, outcome }) => acknowledged || outcome === 'ended'),
    );
    return true;
  }

  #stop(why: NonNullable<TcpSizes['cutShort']>): boolean {
    this.cutShort = why;
    return false;
  }

  async #take(count: number): Promise<Line[]> {
    const { lines, look } = this.#trial;
    const got = await lines.take(count, look.patienceMs);
    if (got.length >= Math.min(2, count)) return got;
    // A SYN that was lost is sent again after a second.
    return [...got, ...(await lines.take(count - got.length, 1_000 + look.patienceMs))];
  }

  #fire(line: Line | undefined, size: number): void {
    if (!line) return;
    const { headers, kind } = this.#trial;
    line.undelivered = true;
    line.write(filler(size - headers, kind, line.written));
    this.sent.push(new Sent(line, size, this.#round, performance.now()));
  }

  /** Gives lines back of which the peer has all, when they can be used again. */
  returnLines(): void {
    for (const one of this.sent) {
      if (!one.acknowledged || one.returned) continue;
      one.returned = true;
      const { line } = one;
      line.undelivered = false;
      if (!line.ended && line.received === 0 && mayCarryMore(line.written)) this.#trial.lines.giveBack(line);
    }
  }
}

/** So many of some sizes, spread, with the last one. */
function pick(sizes: readonly number[], count: number): number[] {
  if (count >= sizes.length) return [...sizes];
  const last = sizes.length - 1;
  return Array.from(
    { length: count },
    (_, index) => sizes[Math.round((index * last) / Math.max(1, count - 1))] ?? 0,
  );
}

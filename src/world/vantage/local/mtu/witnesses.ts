import type { Echo, MtuRequest, RouteMtu } from '../../../../core/world/mtu.ts';
import type { Trace, Unusable } from '../../../../core/world/path.ts';
import { sorted } from '../path/attempt.ts';
import { tracepath } from '../path/tracepath.ts';
import { tracerouteSize } from '../path/traceroute.ts';
import type { Bracket } from './bracket.ts';
import { Echoes } from './echoes.ts';
import { SMALL } from './sizes.ts';
import type { TcpSeen } from './tcp-trial.ts';

interface Inquiry {
  readonly request: MtuRequest;
  readonly route: Promise<RouteMtu>;
  /** On the clock of performance.now(). */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** How long an answer is waited for, by the round trip where it is known, in milliseconds. */
const LEAST_WAIT_MS = 150;
const UNKNOWN_WAIT_MS = 1_000;
/** How long programs that are still at it when TCP has spoken are waited for. */
const TRACEPATH_MS = 1_500;
const MOST_HOPS = 16;
const USUAL = 1_500;

/** What other programs say of the same path, asked while TCP is measured, and never for long after it. */
export class Witnesses {
  traces: Trace[] = [];
  readonly #echoes: Echoes;
  readonly #inquiry: Inquiry;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #running: Promise<void>[] = [];
  readonly #traceUnusable: Unusable[] = [];
  #waitMs = UNKNOWN_WAIT_MS;
  #traced = false;

  constructor(inquiry: Inquiry) {
    this.#inquiry = inquiry;
    this.#signal = AbortSignal.any([inquiry.signal, this.#end.signal]);
    this.#echoes = new Echoes(inquiry.request.address, this.#signal);
  }

  get echoes(): Echo[] {
    return this.#echoes.seen;
  }

  get unusable(): Unusable[] {
    return [...this.#echoes.unusable, ...this.#traceUnusable];
  }

  /** Echo requests of the largest size and of a small one. */
  start(roundTripMs: number): void {
    this.#waitMs = Math.max(LEAST_WAIT_MS, 3 * roundTripMs);
    this.#run(async () => this.#echoes.send([await this.#top(), SMALL], this.#waitMs));
  }

  /** How far large packets get, and how far small ones. */
  trace(size: number): void {
    if (this.#traced) return;
    this.#traced = true;
    const how = { most: MOST_HOPS, waitS: this.#waitMs / 1000, timeoutMs: this.#waitMs + UNKNOWN_WAIT_MS };
    const { address } = this.#inquiry.request;
    this.#run(async () => {
      const large = tracerouteSize(address, size, how, this.#signal);
      const small = tracerouteSize(address, SMALL, how, this.#signal);
      const { seen, unusable } = sorted(await Promise.all([large, small]));
      this.traces.push(...seen);
      if (seen.length > 0) return;
      const other = sorted([await tracepath(address, TRACEPATH_MS, this.#signal)]);
      this.traces.push(...other.seen);
      this.#traceUnusable.push(...unusable.slice(0, 1), ...other.unusable);
    });
  }

  /** Echo requests of two neighbouring sizes. */
  confirm({ passes, above }: Bracket): void {
    this.#run(() => this.#echoes.send([passes, ...(above === undefined ? [] : [above])], this.#waitMs));
  }

  /** Lets them end. What TCP could not see, they look for more thoroughly. */
  async finish(seen: TcpSeen | undefined): Promise<void> {
    const { deadline } = this.#inquiry;
    const top = await this.#top();
    const { tcp, answers = [] } = seen ?? {};
    await Promise.all(this.#running);
    if (!tcp || tcp.segments.length === 0 || !tcp.visible) {
      await this.#echoes.search(top, this.#waitMs, deadline);
      if (this.#echoes.unanswered(top)) this.trace(top);
    } else {
      const passes = tcp.segments.every(({ outcome }) => outcome === 'acknowledged');
      const [first, short] = answers;
      const longLost = first?.received === 0 && (short?.received ?? 0) > 0;
      const stalled = passes && (longLost || answers.some(({ stalledMs }) => stalledMs > 0));
      // Later connections carried smaller packets than the first ones, on which large ones were lost.
      const halfway = !passes && tcp.segments.some(({ cut }) => cut !== undefined);
      const clamped = tcp.ceilingBy === 'mss' && this.#echoes.unanswered(top);
      const learned = tcp.learnedMtu !== undefined || (tcp.mss?.pathMtu ?? top) < top;
      if (learned || stalled || clamped) this.trace(top);
      if (stalled || clamped || halfway) await this.#echoes.search(top, this.#waitMs, deadline);
    }
    await Promise.all(this.#running);
  }

  /** Whether echo requests no larger than segments that all passed were lost without a word, while small ones were answered. */
  contradict({ tcp }: TcpSeen): boolean {
    const passed = tcp.segments.every(({ outcome, cut }) => outcome === 'acknowledged' && cut === undefined);
    const small = this.echoes.some(({ outcome }) => outcome === 'answered');
    return (
      passed &&
      small &&
      tcp.segments.length > 0 &&
      this.echoes.some(({ outcome, size }) => outcome === 'silent' && size <= tcp.ceiling)
    );
  }

  /** Ends what still runs. */
  end(): void {
    this.#end.abort();
  }

  /** The largest size that this host would send. */
  async #top(): Promise<number> {
    const { request, route } = this.#inquiry;
    const { interfaceMtu } = await route;
    return Math.min(interfaceMtu ?? USUAL, request.max ?? Number.POSITIVE_INFINITY, 65_535);
  }

  #run(work: () => Promise<void>): void {
    const running = work();
    running.catch(() => {});
    this.#running.push(running);
  }
}

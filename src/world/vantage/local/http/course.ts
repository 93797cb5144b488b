import type { HttpTimings } from '../../../../core/world/http.ts';
import { Expired, type HttpFacts } from './ended.ts';
import { headExcerptOf } from './safe-text.ts';

/** Where an exchange is. */
export type Phase = 'connect' | 'proxy' | 'tls' | 'reply';

interface Closable {
  destroy(error?: Error): unknown;
}

/**
 * One exchange under way: its phase, the time each phase took, its deadline, and what must be closed with it.
 */
export class Course {
  phase: Phase = 'connect';
  /** Whether a byte of the answer has come. */
  answered = false;
  #started = performance.now();
  readonly #timeoutMs: number;
  readonly #timings: Omit<HttpTimings, 'total'> = {};
  readonly #held: Closable[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #unhook: () => void;
  #entered = this.#started;
  #over: Error | undefined;
  #head: Uint8Array | undefined;

  constructor(timeoutMs: number, signal: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    const abort = (): void => this.#destroy(signal.reason instanceof Error ? signal.reason : new Expired());
    signal.addEventListener('abort', abort, { once: true });
    this.#unhook = () => signal.removeEventListener('abort', abort);
  }

  /** Starts the clock: what came before was not the network's. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#destroy(new Expired()), this.#timeoutMs);
    this.#started = performance.now();
    this.#entered = this.#started;
  }

  /** Whether the deadline ended it. */
  get expired(): boolean {
    return this.#over instanceof Expired;
  }

  /** Milliseconds until the deadline. */
  left(): number {
    return Math.max(0, this.#timeoutMs - (performance.now() - this.#started));
  }

  /** Begins a phase. */
  enter(phase: Phase): void {
    this.phase = phase;
    this.#entered = performance.now();
  }

  /** Notes how long the phase has taken; the first note of a name counts. */
  note(what: Exclude<keyof HttpTimings, 'total'>): void {
    this.#timings[what] ??= hundredths(performance.now() - this.#entered);
  }

  /** The first byte of the answer is there; `head` is what came of its head so far. */
  answer(head?: Uint8Array): void {
    this.answered = true;
    this.#head = head;
    this.note('firstByte');
  }

  /** What came of a head that never became whole. */
  begun(): HttpFacts {
    if (!this.#head || this.#head.length === 0) return {};
    const excerpt = headExcerptOf(this.#head);
    return { headBytes: this.#head.length, ...(excerpt !== undefined && { excerpt }) };
  }

  /** Keeps something that is destroyed at the deadline, when called off, or at the end. */
  hold<T extends Closable>(closable: T): T {
    this.#held.push(closable);
    if (this.#over) closable.destroy(this.#over);
    return closable;
  }

  timings(): HttpTimings {
    return { ...this.#timings, total: hundredths(performance.now() - this.#started) };
  }

  /** Closes everything. */
  end(): void {
    clearTimeout(this.#timer);
    this.#unhook();
    this.#destroy(undefined);
  }

  #destroy(error: Error | undefined): void {
    this.#over ??= error;
    // The innermost first: what lies inside a tunnel learns why before the tunnel goes.
    for (const closable of this.#held.toReversed()) closable.destroy(error);
  }
}

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;

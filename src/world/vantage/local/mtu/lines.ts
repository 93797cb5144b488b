import type { Dial } from '../../../../core/world/dial.ts';
import type { ConnectRequest } from '../../opener.ts';
import { connect } from '../connect.ts';
import { loudly } from '../quiet-window.ts';
import { Line } from './line.ts';

/** The connections of one measurement: opened ahead, lent out, counted, capped, and all closed at its end. */
export class Lines {
  made = 0;
  failed = 0;
  /** How the first attempt ended. */
  first: Dial | undefined;
  /** The shortest time that a connection took to open. */
  roundTripMs = Number.POSITIVE_INFINITY;
  readonly #request: ConnectRequest;
  readonly #most: number;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #all: Line[] = [];
  readonly #ready: Line[] = [];
  readonly #pending = new Set<Promise<void>>();

  constructor(request: ConnectRequest, most: number, signal: AbortSignal) {
    this.#request = request;
    this.#most = most;
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
  }

  /** How many more may be opened. */
  get left(): number {
    return this.#most - this.made;
  }

  /** How many are open and not lent. */
  get ready(): number {
    return this.#ready.length;
  }

  /** How many are open or being opened, and not lent. */
  get ahead(): number {
    return this.#ready.length + this.#pending.size;
  }

  /** Starts so many connections, as far as the cap allows. They open while something else is done. */
  open(count: number): void {
    for (let opened = 0; opened < count && this.left > 0; opened++) {
      this.made++;
      const attempt: Promise<void> = loudly(() => this.#attempt()).finally(() =>
        this.#pending.delete(attempt),
      );
      attempt.catch(() => {});
      this.#pending.add(attempt);
    }
  }

  /** One on which nothing was written yet, opened for it. */
  async fresh(waitMs: number): Promise<Line | undefined> {
    const used = this.#ready.splice(0);
    this.open(1);
    const [line] = await this.take(1, waitMs);
    this.#ready.push(...used);
    return line;
  }

  /** Those that are open, at most `count`; waits for that many no longer than `waitMs`. Rejects with the signal's reason. */
  async take(count: number, waitMs: number): Promise<Line[]> {
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), waitMs);
    try {
      while (this.#ready.length < count && this.#pending.size > 0) {
        if ((await Promise.race([late.promise, ...this.#pending])) === 'late') break;
      }
    } finally {
      clearTimeout(timer);
    }
    return this.#ready.splice(0, count);
  }

  /** Puts a line back whose peer has all that was written on it. */
  giveBack(line: Line): void {
    this.#ready.push(line);
  }

  /** Closes all, and calls off what is still opening. */
  close(): void {
    this.#end.abort();
    for (const line of this.#all) line.close();
  }

  async #attempt(): Promise<void> {
    const { dial, socket } = await connect(this.#request, this.#signal);
    this.first ??= dial;
    if (!socket) {
      this.failed++;
      return;
    }
    this.roundTripMs = Math.min(this.roundTripMs, dial.ms);
    const line = new Line(socket);
    this.#all.push(line);
    this.#ready.push(line);
  }
}

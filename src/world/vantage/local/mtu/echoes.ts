import type { Echo } from '../../../../core/world/mtu.ts';
import type { Unusable } from '../../../../core/world/path.ts';
import { parsePing } from '../../../../wire/path/ping-output.ts';
import { attempt, type Run, sorted } from '../path/attempt.ts';
import { between, knownBelow, SMALL } from './sizes.ts';

/** Bytes of IP and ICMP headers. */
const HEADERS = { 4: 28, 6: 48 } as const;
/** Echo requests under way at a time. */
const WIDTH = 8;
/** Sizes above the largest that is answered, to be asked once more. */
const AGAIN = [1, 1];
/** A moment in which even a near host answers late. */
const LEAST_WAIT_MS = 150;
/** What starting a program may take beyond its own deadline. */
const STARTING_MS = 1_000;

/** Echo requests of chosen sizes that may not be fragmented, kept in the order sent. */
export class Echoes {
  readonly seen: Echo[] = [];
  readonly unusable: Unusable[] = [];
  readonly #asked = new Set<number>();
  readonly #address: string;
  readonly #signal: AbortSignal;
  readonly #run: Run | undefined;

  constructor(address: string, signal: AbortSignal, run?: Run) {
    this.#address = address;
    this.#signal = signal;
    this.#run = run;
  }

  /** Sends one of each size that was not sent yet, all at once, and waits. Does nothing once ping could not be used. */
  async send(sizes: readonly number[], waitMs: number): Promise<void> {
    const fresh = [...new Set(sizes)].filter((size) => !this.#asked.has(size));
    for (const size of fresh) this.#asked.add(size);
    await this.#sendAll(fresh, waitMs);
  }

  async #sendAll(fresh: readonly number[], waitMs: number): Promise<void> {
    if (this.unusable.length > 0) return;
    const attempts = await Promise.all(fresh.map((size) => this.#send(size, waitMs)));
    const { seen, unusable } = sorted(attempts);
    this.seen.push(...seen);
    this.unusable.push(...unusable.slice(0, 1));
  }

  /** Whether a size, or a larger one, was sent and not answered. */
  unanswered(size: number): boolean {
    return this.seen.some((echo) => echo.size >= size && echo.outcome !== 'answered');
  }

  /** Narrows down what passes from `top` downwards, as far as the answers go. */
  async search(top: number, mostMs: number, deadline: number): Promise<void> {
    await this.send([top, SMALL], mostMs);
    const roundTripMs = Math.max(0, ...this.seen.map(({ ms = 0 }) => ms));
    const waitMs = roundTripMs > 0 ? Math.min(mostMs, Math.max(LEAST_WAIT_MS, 3 * roundTripMs)) : mostMs;
    const passed = (): number => Math.max(0, ...this.#sizes('answered'));
    if (passed() === 0 || passed() >= top) return;
    const told = this.seen.flatMap(({ mtu }) => mtu ?? []);
    if (told.length > 0) return this.send([Math.min(...told)], waitMs);
    await this.send(knownBelow(top), waitMs);
    for (;;) {
      const above = this.#sizes('silent').filter((size) => size > passed());
      const next = between(passed(), Math.min(top, ...above), WIDTH);
      if (this.unusable.length > 0 || performance.now() > deadline) return;
      // One answer or one silence is no number.
      if (next.length === 0) return this.#sendAll([passed(), ...AGAIN.map((one) => passed() + one)], waitMs);
      await this.send(next, waitMs);
    }
  }

  #sizes(outcome: Echo['outcome']): number[] {
    return this.seen.filter((echo) => echo.outcome === outcome).map(({ size }) => size);
  }

  async #send(size: number, waitMs: number) {
    const payload = size - HEADERS[this.#address.includes(':') ? 6 : 4];
    const wait = String(Math.round(waitMs) / 1000);
    return attempt<Echo>(
      {
        program: 'ping',
        args: ['-n', '-c', '1', '-W', wait, '-M', 'do', '-s', String(payload), this.#address],
        timeoutMs: waitMs + STARTING_MS,
        read: (stdout, stderr) => {
          const read = parsePing(stdout, stderr);
          return read && { size, ...read };
        },
      },
      this.#signal,
      this.#run,
    );
  }
}

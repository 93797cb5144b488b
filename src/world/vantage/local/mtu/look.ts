import type { SocketRow } from '../socket-row.ts';
import { queues } from './queues.ts';

/** How the kernel's list of sockets is looked at during one measurement. */
export class Look {
  readonly signal: AbortSignal;
  /** A round trip and what may delay it, in milliseconds. */
  patienceMs: number;
  /** A queue that was not empty has been seen: this kernel fills that column. */
  proven = false;
  /** The list can be read. */
  readable = true;
  readonly #proc: string;
  readonly #towards: { port: number; family: 4 | 6 };

  constructor(
    proc: string,
    towards: { port: number; family: 4 | 6 },
    roundTripMs: number,
    signal: AbortSignal,
  ) {
    this.#proc = proc;
    this.#towards = towards;
    this.patienceMs = patience(roundTripMs);
    this.signal = signal;
  }

  /** Takes in what an acknowledgement took; true when that was more than the patience so far. */
  learnPatience(tookMs: number): boolean {
    if (tookMs <= this.patienceMs) return false;
    this.patienceMs = patience(tookMs);
    return true;
  }

  /** This moment's rows by local port. */
  async rows(): Promise<ReadonlyMap<number, SocketRow> | undefined> {
    const rows = await queues(this.#proc, this.#towards, this.signal);
    this.readable = rows !== undefined;
    if (rows && [...rows.values()].some(({ txQueue }) => txQueue > 0)) this.proven = true;
    return rows;
  }
}

const patience = (roundTripMs: number): number => roundTripMs * 1.1 + 8;

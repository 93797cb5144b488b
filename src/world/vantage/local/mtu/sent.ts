import type { Segment } from '../../../../core/world/mtu.ts';
import type { SocketRow } from '../socket-row.ts';
import type { Line } from './line.ts';

/** One segment under way: what the kernel's list says of it, look after look. */
export class Sent {
  outcome: Segment['outcome'] = 'waiting';
  resent = false;
  /** Its line has been given back. */
  returned = false;
  /** The largest packet that its connection sends as one, where that is known by now. */
  limit = Number.POSITIVE_INFINITY;
  /** When a retransmission was first seen. */
  #resentAt = 0;
  #settledAt = 0;
  #timerLeft: number | undefined;
  readonly #heardBefore: number;
  readonly line: Line;
  readonly size: number;
  readonly round: number;
  readonly at: number;

  constructor(line: Line, size: number, round: number, at: number) {
    this.line = line;
    this.size = size;
    this.round = round;
    this.at = at;
    this.#heardBefore = line.received;
  }

  /** The size of the packets it went out in. */
  get sentAs(): number {
    return Math.min(this.size, this.limit);
  }

  get acknowledged(): boolean {
    return this.outcome === 'acknowledged';
  }

  /** Takes in a look at `now`; `patience`: what a round trip may take, in milliseconds. */
  look(row: SocketRow | undefined, now: number, patience: number): void {
    if (this.acknowledged || this.outcome === 'ended') return;
    if (!row || row.state === 'CLOSED') {
      // Bytes that came after the segment were an answer to it; a reset alone may have another cause.
      const answered = this.line.received > this.#heardBefore;
      if (this.line.ended) this.#settle(answered ? 'acknowledged' : 'ended', now);
      return;
    }
    if (row.txQueue === 0 && this.line.handedOver) return this.#settle('acknowledged', now);
    if (row.timer === 'zero-window') this.outcome = 'window';
    // A timer that starts anew has fired: a tail loss probe (RFC 8985 section 7) or a retransmission.
    const fired = this.#timerLeft !== undefined && row.timerLeft > this.#timerLeft + 1;
    this.#timerLeft = row.timer === 'retransmit' ? row.timerLeft : undefined;
    if (!this.resent && row.timer === 'retransmit' && (fired || row.retransmits > 0)) {
      this.resent = true;
      this.#resentAt = now;
    }
    if (this.resent && now - this.#resentAt > patience) this.outcome = 'stuck';
  }

  /** Takes in that the kernel had to send again on its line, which went unseen between two looks. */
  sentAgain(): void {
    this.resent = true;
  }

  /** From sending to the acknowledgement or the end; without one there is no end to it. */
  get tookMs(): number {
    return (this.#settledAt || Number.POSITIVE_INFINITY) - this.at;
  }

  segment(now: number): Segment {
    const { size, round, outcome, resent } = this;
    const ms = Math.round(((this.#settledAt || now) - this.at) * 10) / 10;
    return { size, round, outcome, ms, resent, ...(this.sentAs < size && { cut: this.sentAs }) };
  }

  #settle(outcome: 'acknowledged' | 'ended', now: number): void {
    this.outcome = outcome;
    this.#settledAt = now;
  }
}

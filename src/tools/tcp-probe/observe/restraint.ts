import type { Sniff } from '../../../core/world/sniff.ts';
import type { AddressSeen } from '../observation.ts';

/** MySQL's default port. */
const MYSQL = 3306;
/** MySQL blocks a client after 100 interrupted handshakes (max_connect_errors). */
const MOST = 3;

/**
 * How many connections a port can bear. One that greets like MySQL, or is MySQL's and has not greeted, gets three in all, but
 * for the first to each address; any other gets three an address until it is known what greets there.
 */
export class Restraint {
  readonly #port: number;
  #made = 0;
  #protocols = new Set<string>();

  constructor(port: number) {
    this.#port = port;
  }

  /** Counts a connection that is being made. */
  count(): void {
    this.#made++;
  }

  /** Notes what a connection heard. */
  heard({ protocol }: Sniff): void {
    if (protocol !== undefined) this.#protocols.add(protocol);
  }

  /** Whether an address that was given `here` connections may get one more; `listening`: the first has not ended yet. */
  admits(listening: boolean, here: number): boolean {
    const like = this.#protocols.has('mysql') || (this.#port === MYSQL && this.#protocols.size === 0);
    return like ? this.#made < MOST : !listening || here < MOST;
  }
}

/** Whether a port that was tried is one that counts every connection against its client. */
export const bearsFew = (port: number, seen: readonly AddressSeen[]): boolean =>
  port === MYSQL || seen.some(({ heard }) => heard.protocol === 'mysql');

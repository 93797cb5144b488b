import { formatHostPort } from '../../../../core/target/host-port.ts';
import type { Unusable } from '../../../../core/world/path.ts';
import { parseSocketDetails, type SocketDetails } from '../../../../wire/path/socket-details.ts';
import { attempt } from '../path/attempt.ts';

const DEADLINE_MS = 1_000;

/** Asks ss(8) what the kernel knows of the connections to one port; once it could not, it is not asked again. */
export class Details {
  unusable: Unusable | undefined;
  readonly #filter: readonly string[];
  readonly #signal: AbortSignal;

  constructor(address: string, port: number, signal: AbortSignal) {
    this.#filter = ['dst', formatHostPort(address, port)];
    this.#signal = signal;
  }

  /** By local port; undefined where ss is missing or says nothing that is known. */
  async read(): Promise<ReadonlyMap<number, SocketDetails> | undefined> {
    if (this.unusable) return undefined;
    const seen = await attempt(
      {
        program: 'ss',
        args: ['-Htinom', ...this.#filter],
        timeoutMs: DEADLINE_MS,
        read: (stdout, stderr) => {
          const sockets = parseSocketDetails(stdout);
          // No connection is left to tell of, which is no failure.
          return sockets.length > 0 || (stdout === '' && stderr === '') ? sockets : undefined;
        },
      },
      this.#signal,
    );
    if ('unusable' in seen) {
      this.unusable = seen.unusable;
      return undefined;
    }
    return new Map(seen.seen.map((one) => [one.localPort, one]));
  }
}

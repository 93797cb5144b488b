import type { SocketRow } from '../local/socket-row.ts';
import type { ConnectRequest } from '../opener.ts';

/** A connection of ours, from before its program starts until that has ended. */
export interface OwnConnection {
  readonly address: string;
  readonly port: number;
  localPort?: number;
  /** Its program has ended, and its socket with it. */
  over(): void;
}

/** The connections that our own programs hold in the pod: they are no evidence of what the pod does. */
export class OwnConnections {
  readonly #all = new Set<OwnConnection>();
  #ever = 0;

  /** Keeps account of a connection that is about to be made. */
  begin({ address, port }: Pick<ConnectRequest, 'address' | 'port'>): OwnConnection {
    const own: OwnConnection = { address, port, over: () => void this.#all.delete(own) };
    this.#all.add(own);
    this.#ever += 1;
    return own;
  }

  /** How many there have been: whether one began between two looks. */
  get ever(): number {
    return this.#ever;
  }

  /**
   * The rows that are not ours. A program that does not say its local port has the youngest sockets towards its destination: inode
   * numbers grow.
   */
  without(rows: readonly SocketRow[]): SocketRow[] {
    const ports = new Set([...this.#all].flatMap(({ localPort }) => localPort ?? []));
    let left = rows.filter((row) => row.state === 'LISTEN' || !ports.has(row.local.port));
    for (const { address, port, localPort } of this.#all) {
      if (localPort !== undefined) continue;
      const [youngest] = left
        .filter(
          ({ state, remote }) => state !== 'LISTEN' && remote.port === port && remote.address === address,
        )
        .toSorted((a, b) => b.inode - a.inode);
      left = left.filter((row) => row !== youngest);
    }
    return left;
  }
}

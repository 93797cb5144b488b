import type { ByteWay, ConnectRequest } from '../opener.ts';
import type { SocketRow } from '../local/socket-row.ts';

/** The connections that our own programs hold in the pod: they are no evidence of what the pod does. */
export class OwnConnections {
  readonly #open = new Map<
    ByteWay,
    { readonly address: string; readonly port: number; readonly localPort: number | undefined }
  >();
  #ever = 0;

  /** Keeps account of a connection until it is closed. */
  held(way: ByteWay, { address, port }: ConnectRequest, localPort: number | undefined): ByteWay {
    this.#open.set(way, { address, port, localPort });
    this.#ever += 1;
    way.once('close', () => this.#open.delete(way));
    return way;
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
    const ports = new Set([...this.#open.values()].flatMap(({ localPort }) => localPort ?? []));
    let left = rows.filter((row) => row.state === 'LISTEN' || !ports.has(row.local.port));
    for (const { address, port, localPort } of this.#open.values()) {
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

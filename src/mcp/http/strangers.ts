import type { IncomingMessage } from 'node:http';

/** What a request came over. */
export type Connection = IncomingMessage['socket'];

/** Watches over connections on which nobody has shown yet who they are. */
export interface Strangers {
  /** A new connection. */
  admit(connection: Connection): void;
  /** Somebody who may ask has asked over it: from now on it is left alone. */
  know(connection: Connection): void;
}

/**
 * Keeps at most so many connections of strangers: for one more, the one that has been there longest is closed. Who has a token shows
 * it at once, so that no number of silent connections keeps them out.
 */
export function strangers(most: number): Strangers {
  const waiting = new Set<Connection>();
  return {
    admit(connection) {
      waiting.add(connection);
      connection.once('close', () => waiting.delete(connection));
      if (waiting.size <= most) return;
      const [oldest] = waiting;
      if (oldest) waiting.delete(oldest);
      oldest?.destroy();
    },
    know: (connection) => void waiting.delete(connection),
  };
}

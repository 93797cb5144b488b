import * as z from 'zod';

/** TCP sockets that concern a port, as the kernel lists them (/proc/net/tcp and tcp6). */
export const SocketTable = z.object({
  /** False where there is no such list; then the arrays are empty. */
  available: z.boolean(),
  /** Sockets of clients here towards the port. */
  established: z.array(
    z.object({
      local: z.string(),
      remote: z.string(),
      state: z.string(),
      /** Bytes not yet acknowledged, and retransmissions of the oldest. */
      txQueue: z.int(),
      retransmits: z.int(),
      keepalive: z.boolean(),
    }),
  ),
  /** Sockets here that listen on the port. */
  listeners: z.array(z.object({ local: z.string(), backlog: z.int() })),
  /** Rows beyond the cap. */
  more: z.int(),
});
export type SocketTable = z.infer<typeof SocketTable>;

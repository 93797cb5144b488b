import * as z from 'zod';
import { AddressText } from '../plain-text.ts';

/** States of RFC 9293 section 3.3.2 in which a client still uses a connection, or wants one. */
export const ClientState = z.enum(['SYN-SENT', 'ESTABLISHED', 'CLOSE-WAIT', 'FIN-WAIT-1']);
export type ClientState = z.infer<typeof ClientState>;

/** One end of a socket. */
export const SocketEnd = z.object({ address: AddressText, port: z.int() });
export type SocketEnd = z.infer<typeof SocketEnd>;

/** TCP sockets of this network namespace that concern a port, as the kernel lists them (/proc/net/tcp and tcp6). */
export const SocketTable = z.object({
  /** False where there is no such list; then the arrays are empty. */
  available: z.boolean(),
  /** Sockets of clients here towards the port; this process's own are left out. */
  established: z.array(
    z.object({
      local: SocketEnd,
      remote: SocketEnd,
      state: ClientState,
      /** Bytes written and not yet acknowledged. */
      txQueue: z.int(),
      /** Unanswered retransmissions in a row; probes count when the timer is the keepalive's. */
      retransmits: z.int(),
      /** Whether the keepalive timer runs; absent while another timer hides it. */
      keepalive: z.boolean().optional(),
    }),
  ),
  /** Sockets here that listen on the port; `backlog` connections wait to be accepted. */
  listeners: z.array(z.object({ address: AddressText, backlog: z.int() })),
  /** Rows that concern the port, beyond the cap. */
  more: z.int(),
});
export type SocketTable = z.infer<typeof SocketTable>;

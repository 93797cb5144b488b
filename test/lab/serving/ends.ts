import { at } from '../network/at.ts';
import { end } from './end.ts';
import type { Server } from './server.ts';

/** A mail server that speaks TLS only after STARTTLS. */
export const starttls = (port: number): Server => ({
  name: 'mail',
  at: 'server',
  run: end('starttls', { port, chain: 'good' }),
  ports: { tcp: [port] },
});

/** Port 443 of the server, passing on to 8443 the connections whose ClientHello comes in the first segment. */
export const firstSegment = (): Server => ({
  name: 'first-segment',
  at: 'server',
  run: end('first-segment', { port: 443, to: 8443 }),
  ports: { tcp: [443] },
});

/** A forward proxy on port 3128 of the resolver's host. */
export const proxy = (forbids: boolean): Server => ({
  name: 'proxy',
  at: 'resolver',
  run: end('proxy', { port: 3128, forbids, to: at.server.v4 }),
  ports: { tcp: [3128] },
});

/** A program at the client that keeps a connection open and says a line after a second. */
export const pooled = (address: string, port: number): Server => ({
  name: 'pooled',
  at: 'client',
  run: ['bash', '-c', `exec 3<>/dev/tcp/${address}/${port}; sleep 1; echo >&3; exec sleep 1000000`],
  ports: {},
});

import type { Host } from '../network/host.ts';
import { end } from './end.ts';
import type { Server } from './server.ts';

/** A TCP server that says `greeting` at once and `answer` when spoken to, and ends the connection as `ending` says. */
export function tcp(wish: {
  name?: string;
  at?: Host;
  port: number;
  host?: string;
  greeting?: string;
  answer?: string;
  ending?: 'close' | 'reset';
  onData?: boolean;
}): Server {
  const { name = 'tcp', at = 'server', ...manner } = wish;
  return { name, at, run: end('tcp', manner), ports: { tcp: [wish.port] } };
}

import { connect as open, type Socket } from 'node:net';
import type { Dial } from '../../../core/world/dial.ts';
import type { ConnectRequest } from '../opener.ts';
import { connectOutcome, raisedLocally } from './connect-outcome.ts';

/** How the attempt ended; the socket when it is open, which the caller must destroy. */
export interface Connected {
  readonly dial: Dial;
  readonly socket?: Socket;
}

/**
 * One connection attempt to one address: no second address, no second family. `atDeadline` may look at the socket
 * that got no answer before it is closed. Rejects only with the signal's reason.
 */
export function connect(
  { address, port, timeoutMs, began }: ConnectRequest,
  signal: AbortSignal,
  atDeadline: (socket: Socket) => Promise<Partial<Dial>> = async () => ({}),
): Promise<Connected> {
  const { promise, resolve, reject } = Promise.withResolvers<Connected>();
  if (signal.aborted) return Promise.reject(signal.reason);
  began?.();
  const started = performance.now();
  const ended = (outcome: Dial['outcome']) => ({ address, port, outcome, ms: since(started) });
  const socket = open({ host: address, port, autoSelectFamily: false });
  const settle = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    socket.removeListener('connect', connected).removeListener('error', failed);
    // Late errors of a socket that nobody waits for any more.
    socket.on('error', () => {});
  };
  const abort = (): void => {
    settle();
    socket.destroy();
    reject(signal.reason);
  };
  const connected = (): void => {
    settle();
    resolve({ dial: { ...ended('open'), ...localEnd(socket) }, socket });
  };
  const failed = (error: NodeJS.ErrnoException): void => {
    settle();
    const errno = error.code ?? 'UNKNOWN';
    const local = raisedLocally(error);
    const dial = { ...ended(connectOutcome(errno, local)), errno, ...(local && { local }) };
    socket.destroy();
    resolve({ dial });
  };
  const expired = async (): Promise<void> => {
    settle();
    const dial = { ...ended('timeout'), ...localEnd(socket) };
    const more = await atDeadline(socket).catch(() => ({}));
    socket.destroy();
    if (signal.aborted) reject(signal.reason);
    else resolve({ dial: { ...dial, ...more } });
  };
  const timer = setTimeout(() => void expired(), timeoutMs);
  signal.addEventListener('abort', abort, { once: true });
  socket.once('connect', connected).once('error', failed);
  return promise;
}

/** Milliseconds since a time of performance.now(), to the hundredth. */
export const since = (started: number): number => Math.round((performance.now() - started) * 100) / 100;

function localEnd(socket: Socket): Pick<Dial, 'localAddress' | 'localPort'> {
  const { localAddress, localPort } = socket;
  return {
    ...(localAddress !== undefined && { localAddress }),
    ...(localPort !== undefined && { localPort }),
  };
}

import type { DnsAttempt } from '../../../../core/world/dns.ts';

/** How an attempt ended, before it is timed. */
export type Ending = Omit<DnsAttempt, 'transport' | 'ms'>;

/** Starts sending, calls `settle` once with how it ended, and returns what closes and stops everything it started. */
type Start = (settle: (ending: Ending) => void) => () => void;

interface Frame {
  readonly transport: DnsAttempt['transport'];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** How it ended when the deadline came first. */
  readonly late: () => Ending;
}

/** Runs one attempt under its deadline and signal. Rejects only with the signal's reason; everything is closed on every way out. */
export function attempt({ transport, timeoutMs, signal, late }: Frame, start: Start): Promise<DnsAttempt> {
  signal.throwIfAborted();
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<DnsAttempt>();
  const settle = (ending: Ending): void => {
    const ms = Math.round((performance.now() - began) * 100) / 100;
    resolve({ transport, ms, ...ending });
  };
  const aborted = (): void => reject(signal.reason);
  signal.addEventListener('abort', aborted, { once: true });
  const deadline = setTimeout(() => settle(late()), timeoutMs);
  const stop = start(settle);
  return promise.finally(() => {
    clearTimeout(deadline);
    signal.removeEventListener('abort', aborted);
    stop();
  });
}

const UNREACHABLE = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

/** The ending that a socket error means. */
export function endingOf(error: NodeJS.ErrnoException, tries: number): Ending {
  const errno = error.code ?? 'EUNKNOWN';
  if (errno === 'ECONNREFUSED') return { outcome: 'refused', tries, errno };
  if (errno === 'ECONNRESET' || errno === 'EPIPE') return { outcome: 'closed', tries, errno };
  if (errno === 'ETIMEDOUT') return { outcome: 'timeout', tries, errno };
  return { outcome: UNREACHABLE.has(errno) ? 'unreachable' : 'error', tries, errno };
}

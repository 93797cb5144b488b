import type { DnsAttempt } from '../../../../core/world/dns.ts';

/** How an attempt ended, before it is timed. */
export type Ending = Omit<DnsAttempt, 'transport' | 'ms'>;

/** The attempt under way. */
export interface Attempt {
  /** Starts the clock: now something can be sent. */
  begin(): void;
  /** How it ended; the first one counts. */
  settle(ending: Ending): void;
  /** Nothing could be sent at all. */
  fail(error: Error): void;
}

/** Starts sending, and returns what closes and stops everything it started. */
type Start = (attempt: Attempt) => () => void;

interface Frame {
  readonly transport: DnsAttempt['transport'];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** How it ended when the deadline came first. */
  readonly late: () => Ending;
}

/** Runs one attempt under its deadline and signal. Rejects with the signal's reason or what `fail` was given; everything is closed on every way out. */
export function attempt({ transport, timeoutMs, signal, late }: Frame, start: Start): Promise<DnsAttempt> {
  signal.throwIfAborted();
  let began = performance.now();
  let deadline: NodeJS.Timeout | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<DnsAttempt>();
  const settle = (ending: Ending): void => {
    const ms = Math.round((performance.now() - began) * 100) / 100;
    resolve({ transport, ms, ...ending });
  };
  const aborted = (): void => reject(signal.reason);
  signal.addEventListener('abort', aborted, { once: true });
  const begin = (): void => {
    began = performance.now();
    clearTimeout(deadline);
    deadline = setTimeout(() => settle(late()), timeoutMs);
  };
  const stop = start({ begin, settle, fail: reject });
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
export function endingOf(error: { readonly code?: string | undefined }, tries: number): Ending {
  const errno = error.code ?? 'EUNKNOWN';
  if (errno === 'ECONNREFUSED') return { outcome: 'refused', tries, errno };
  if (errno === 'ECONNRESET' || errno === 'EPIPE') return { outcome: 'closed', tries, errno };
  if (errno === 'ETIMEDOUT') return { outcome: 'timeout', tries, errno };
  return { outcome: UNREACHABLE.has(errno) ? 'unreachable' : 'error', tries, errno };
}

import type { GateLimits } from '../call/gate.ts';

/** For one client of many. */
export const CALLS_OF_ONE: GateLimits = {
  atOnce: 32,
  slowAfterMs: 500,
  inAll: 256,
  waiting: 256,
  burst: 256,
  perSecond: 20,
};
/** For all clients together: what the machine bears, not a rate. */
export const CALLS_OF_ALL: GateLimits = {
  atOnce: 64,
  slowAfterMs: 500,
  inAll: 512,
  waiting: 1_024,
  burst: 10_000,
  perSecond: 10_000,
};
/** Requests of any kind, listing and greeting included. */
export const REQUESTS = { burst: 1_000, perSecond: 100 };
/** The longest request that is read, in bytes: arguments are short. */
export const LONGEST_BODY = 1024 * 1024;
/** Connections at once; more are closed. */
export const CONNECTIONS = 2_048;
/** Of these, how many may be of peers that have shown no token yet. */
export const STRANGERS = 1_024;
/** How often connections are looked at that take too long, in milliseconds. */
export const LATE_CHECK_MS = 1_000;
/** How long a client may take to send its headers, and its whole request, in milliseconds. */
export const HEADERS_MS = 10_000;
export const REQUEST_MS = 30_000;
/** Longer than the 60 s after which most balancers close, so that they never write into a closed connection. */
export const IDLE_MS = 65_000;
/** How long calls in flight may take to end once the process is told to, in milliseconds: less than the 30 s of Kubernetes. */
export const DRAIN_MS = 20_000;

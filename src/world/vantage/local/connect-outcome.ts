import type { DialOutcome } from '../../../core/world/dial.ts';

const outcomes = (table: Record<string, DialOutcome>): ReadonlyMap<string, DialOutcome> =>
  new Map(Object.entries(table));

/** Errors of this host's own kernel, raised by connect(2) before a packet leaves (ip_route_connect, LSM and BPF hooks). */
const LOCAL = outcomes({
  ENETUNREACH: 'no-route', // no route at all, or a broadcast address
  EHOSTUNREACH: 'no-route', // an "unreachable" route
  EINVAL: 'no-route', // a "blackhole" route, or a link-local address without its zone
  EAFNOSUPPORT: 'no-route', // the kernel has no IPv6
  EACCES: 'not-permitted', // a "prohibit" route, or a security module
  EPERM: 'not-permitted', // a BPF or seccomp filter
});

/** Errors that say something wherever they come from. */
const ANYWHERE = outcomes({
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset', // an RST in SYN-SENT is ECONNREFUSED, so the handshake had completed
  ETIMEDOUT: 'timeout', // the kernel gave up before our deadline (tcp_syn_retries)
  EADDRNOTAVAIL: 'exhausted',
  EADDRINUSE: 'exhausted',
  EMFILE: 'exhausted',
  ENFILE: 'exhausted',
  ENOBUFS: 'exhausted',
  ENOMEM: 'exhausted',
});

/** ICMP errors as the kernel hands them to a socket in SYN-SENT (Linux icmp_err_convert; icmpv6_err_convert). */
const BY_ICMP = outcomes({
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENONET: 'unreachable',
  ENOPROTOOPT: 'unreachable',
  EOPNOTSUPP: 'unreachable',
  EMSGSIZE: 'unreachable',
  EPROTO: 'unreachable',
  EACCES: 'unreachable', // ICMPv6 administratively prohibited, policy or reject route
});

/** What a failed connect says. `local`: the error came at once from this host's kernel. Unknown errors are `error`. */
export function connectOutcome(errno: string, local: boolean): DialOutcome {
  return ANYWHERE.get(errno) ?? (local ? LOCAL : BY_ICMP).get(errno) ?? 'error';
}

// Node names the unbound local end only when connect(2) itself failed.
const RAISED_BY_CONNECT = / - Local \(/;

/** Whether Node's error was raised by the connect call itself, and not by what came back later. */
export const raisedLocally = (error: Error): boolean => RAISED_BY_CONNECT.test(error.message);

import type { Case, Explanation } from './case.ts';
import { explainNoRoute } from './no-route.ts';
import type { Result } from './result.ts';

/** Why an address could not be tried at all: a limit of this host or process, and not of the target. */
export function explainBlindness(about: Case, result: Result): Explanation {
  const { address, seen } = result;
  const one = seen.tries.find(({ outcome }) => outcome !== 'not-allowed') ?? seen.tries[0];
  const errno = one?.errno ?? 'an error';
  const evidence = [
    `${address}: ${errno}${one?.local === true ? ', from this host’s own kernel; no packet was sent' : ''}`,
  ];
  if (one?.outcome === 'not-permitted') {
    const route = about.seen.host?.routes.find(({ to }) => to === address);
    // A UDP socket meets the same route and the same errno, but not the rules for TCP of a security module.
    if (errno === 'EACCES' && route?.errno === 'EACCES') return explainNoRoute(about, result);
    return {
      code: null,
      clause: `not tried, this process may not connect (${errno})`,
      evidence,
      fix: 'Run Layerwalk outside the sandbox or security policy that forbids it to connect, or as the client itself.',
    };
  }
  if (errno === 'EADDRNOTAVAIL' && result.family === 6 && about.seen.host?.ipv6 === false) {
    return {
      code: null,
      clause: 'not tried, this host has no IPv6',
      evidence,
      fix: 'Probe from a host with IPv6, or give this one an address and a route.',
    };
  }
  if (one?.outcome === 'exhausted') {
    return {
      code: null,
      clause: `not tried, this host had no free ${missing(errno, result.family)} (${errno})`,
      evidence,
      fix: 'Free or raise what ran out (ss -s; net.ipv4.ip_local_port_range; ulimit -n), and ask again.',
    };
  }
  return { code: null, clause: `not tried (${errno})`, evidence, fix: 'Try it from another host.' };
}

function missing(errno: string, family: 4 | 6): string {
  if (errno === 'EADDRNOTAVAIL') return family === 6 ? 'local port or IPv6 address' : 'local port';
  if (errno === 'EMFILE' || errno === 'ENFILE') return 'file descriptor';
  return errno === 'EADDRINUSE' ? 'local port' : 'memory for a socket';
}

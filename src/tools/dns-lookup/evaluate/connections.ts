import type { DnsExchange } from '../../../core/world/dns.ts';
import type { Observation } from '../observation.ts';

/** Datagram exchanges and TCP connections towards name servers; what getaddrinfo sends is not counted. */
export function connectionsMade({ views, stall, ancestors, trace }: Observation): number {
  const ofViews = views.flatMap(({ exchange, plain, tcp, alive, checkingDisabled, again }) => [
    exchange,
    plain,
    tcp,
    alive,
    checkingDisabled,
    again,
  ]);
  const walks = [...(trace?.walks ?? []), ...(trace?.serverWalks ?? [])];
  const ofTrace = walks.flatMap(({ cuts }) =>
    cuts.flatMap(({ servers }) => servers.flatMap((server) => server.exchanges)),
  );
  const all = [...ofViews, ...(stall?.alone ?? []), ...(stall?.tcp ?? []), ...ancestors, ...ofTrace].filter(
    (exchange): exchange is DnsExchange => exchange !== undefined,
  );
  return all.flatMap(({ attempts }) => attempts).filter(({ outcome }) => outcome !== 'not-allowed').length;
}

import type { StalePool } from '../../../tools/http-probe/evaluate/stale-pool.ts';
import { judgeStalePool } from '../../../tools/http-probe/evaluate/stale-pool.ts';
import type { WalkedLeg } from '../../walk.ts';
import { auditedIn } from '../audited.ts';
import { readyEndpoints } from './ready-endpoints.ts';

/**
 * What the source's sockets towards the targetPort say of its connections to the Service: those to addresses that its EndpointSlices
 * do not have today are of its past. Undefined where nothing was seen of them.
 */
export function staleSockets(leg: WalkedLeg): StalePool | undefined {
  const { service } = auditedIn(leg);
  const sockets = leg.endpoints?.seen?.sockets;
  const fronted = service && readyEndpoints(service, leg.end.port);
  const [first] = fronted?.endpoints ?? [];
  if (!sockets || !fronted || !first) return undefined;
  const test = `sockets of the source towards port ${first.port}, the targetPort`;
  return judgeStalePool(sockets, first.port, fronted.addresses, test);
}

/** The addresses that stand for the target's Service today; empty where there is none. */
export function addressesToday(leg: WalkedLeg): readonly string[] {
  const { service } = auditedIn(leg);
  return (service && readyEndpoints(service, leg.end.port)?.addresses) ?? [];
}

/** What is to be said of such sockets without a claim. */
export function staleNotes(leg: WalkedLeg): string[] {
  const note = staleSockets(leg)?.note;
  return note === undefined ? [] : [note];
}

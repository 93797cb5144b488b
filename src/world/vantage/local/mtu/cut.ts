import type { SocketDetails } from '../../../../wire/path/socket-details.ts';
import type { Sent } from './sent.ts';
import { routeReport } from './route-mtu.ts';
import type { TcpTrial } from './tcp-trial.ts';

type Sockets = ReadonlyMap<number, SocketDetails> | undefined;

/** The path MTU that the kernel knows of by now, when that is less than at the start: by its connections, else by its route. */
export async function learnedMtu(
  { request, signal }: Pick<TcpTrial, 'request' | 'signal'>,
  sockets: Sockets,
  startMtu: number,
): Promise<number | undefined> {
  const known = [...(sockets?.values() ?? [])].map(({ pathMtu }) => pathMtu);
  if (!sockets) {
    const report = await routeReport(request.address, signal);
    if ('seen' in report && report.seen.mtu !== undefined) known.push(report.seen.mtu);
  }
  const least = Math.min(startMtu, ...known);
  return least < startMtu ? least : undefined;
}

/**
 * Notes on which connections the kernel sends smaller packets than the sizes tried: it knows of a smaller path MTU by now, or the server told a smaller
 * MSS there than on the first, as it does once it has itself learned of a smaller one. `headers`: without the timestamp option.
 */
export function limitSizes(
  sent: readonly Sent[],
  sockets: Sockets,
  headers: number,
  learned: number | undefined,
): void {
  for (const one of sent) {
    const own = sockets?.get(one.line.localPort);
    if (own) one.limit = Math.min(own.pathMtu, own.mss + headers);
    else if (!sockets && learned !== undefined) one.limit = learned;
  }
}

/** Marks what the kernel sent again between two looks: on each line that segment which took longest. */
export function markResent(sent: readonly Sent[], sockets: Sockets): void {
  for (const line of new Set(sent.map((one) => one.line))) {
    const own = sent.filter((one) => one.line === line);
    if ((sockets?.get(line.localPort)?.resent ?? 0) === 0 || own.some(({ resent }) => resent)) continue;
    own.toSorted((a, b) => b.tookMs - a.tookMs)[0]?.sentAgain();
  }
}

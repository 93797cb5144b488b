import type { Segment } from '../../../../core/world/mtu.ts';
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

/** The size to which the kernel cut a segment, when it knew of a smaller path MTU by the end. */
export function cutShorter(
  { line, size }: Sent,
  sockets: Sockets,
  learned: number | undefined,
): Pick<Segment, 'cut'> {
  const limit = sockets ? sockets.get(line.localPort)?.pathMtu : learned;
  return limit !== undefined && limit < size ? { cut: limit } : {};
}

/** Marks what the kernel sent again between two looks: on each line that segment which took longest. */
export function markResent(sent: readonly Sent[], sockets: Sockets): void {
  for (const line of new Set(sent.map((one) => one.line))) {
    const own = sent.filter((one) => one.line === line);
    if ((sockets?.get(line.localPort)?.resent ?? 0) === 0 || own.some(({ resent }) => resent)) continue;
    own.toSorted((a, b) => b.tookMs - a.tookMs)[0]?.sentAgain();
  }
}

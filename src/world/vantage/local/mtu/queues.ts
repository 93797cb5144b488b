import type { SocketRow } from '../socket-row.ts';
import { socketRows } from '../socket-rows.ts';

const DEADLINE_MS = 1_000;

/** The rows of /proc/net/tcp or tcp6 towards a port, by local port. Undefined where they cannot be read, or not in time. */
export async function queues(
  proc: string,
  { port, family }: { port: number; family: 4 | 6 },
  signal: AbortSignal,
): Promise<ReadonlyMap<number, SocketRow> | undefined> {
  const rows = new Map<number, SocketRow>();
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
    for await (const row of socketRows(proc, port, inTime, [family === 4 ? 'tcp' : 'tcp6'])) {
      if (row.remote.port === port && row.state !== 'TIME-WAIT') rows.set(row.local.port, row);
    }
    return rows;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

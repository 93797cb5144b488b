import { ClientState, type SocketTable } from '../../../core/world/sockets.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { ownSockets } from './own-sockets.ts';
import type { LocalSetting } from './setting.ts';
import type { SocketRow } from './socket-row.ts';
import { socketRows } from './socket-rows.ts';

const CAP = 100;
/** Rows kept until it is known which are our own. */
const HELD = 10_000;
const DEADLINE_MS = 2_000;

/** The sockets verb: what the kernel lists about a port. `available` is false where it lists nothing or not in time. */
export const sockets =
  (setting: LocalSetting): Vantage['sockets'] =>
  async (port, signal) => {
    const { proc } = setting.files;
    const table: SocketTable = { available: true, established: [], listeners: [], more: 0 };
    try {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
      const before = await ownSockets(proc);
      const rows: SocketRow[] = [];
      for await (const row of socketRows(proc, port, inTime)) {
        if (!concerns(row, port)) continue;
        if (rows.length < HELD) rows.push(row);
        else table.more++;
      }
      // Once more: probes of ours may have begun meanwhile.
      const own = new Set([...before, ...(await ownSockets(proc))]);
      const each = distinct(rows);
      const listeners = each.filter(({ state }) => state === 'LISTEN');
      const others = each.filter(({ state, inode }) => state !== 'LISTEN' && !own.has(inode));
      const lasting = others.length === 0 ? others : await stillThere(others, proc, port, inTime);
      for (const row of [...listeners, ...lasting]) add(table, row);
      return table;
    } catch {
      signal.throwIfAborted();
      return { available: false, established: [], listeners: [], more: 0 };
    }
  };

/** Those that a second reading has too: a probe of ours that began and ended between two looks at our own is not. */
async function stillThere(
  rows: readonly SocketRow[],
  proc: string,
  port: number,
  signal: AbortSignal,
): Promise<SocketRow[]> {
  const now = new Set<number>();
  for await (const { inode } of socketRows(proc, port, signal)) now.add(inode);
  return rows.filter(({ inode }) => now.has(inode));
}

/** A listener on the port, or a client's socket towards it; without an inode it is no longer a program's. */
export function concerns({ state, local, remote, inode }: SocketRow, port: number): boolean {
  if (state === 'LISTEN') return local.port === port;
  return remote.port === port && inode !== 0 && ClientState.safeParse(state).success;
}

/** Each socket once: a table that changes while it is read in parts may list one twice. */
export const distinct = (rows: readonly SocketRow[]): SocketRow[] => [
  ...new Map(
    rows.map((row) => [`${row.inode} ${row.local.address}:${row.local.port} ${row.remote.port}`, row]),
  ).values(),
];

/** Adds a row to a table, or counts it where the table is full. */
export function add(table: SocketTable, row: SocketRow): void {
  const state = ClientState.safeParse(row.state);
  if (table.established.length + table.listeners.length >= CAP) table.more++;
  else if (row.state === 'LISTEN') table.listeners.push({ address: row.local.address, backlog: row.rxQueue });
  else if (state.success) table.established.push(clientOf(row, state.data));
}

function clientOf(row: SocketRow, state: ClientState): SocketTable['established'][number] {
  const { local, remote, txQueue, retransmits, timer } = row;
  // The file shows one timer, and a pending retransmission hides the keepalive's.
  const keepalive = timer === 'keepalive' || timer === 'none' ? { keepalive: timer === 'keepalive' } : {};
  return { local, remote, state, txQueue, retransmits, ...keepalive };
}

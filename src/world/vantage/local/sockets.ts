import { ClientState, type SocketTable } from '../../../core/world/sockets.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { ownSockets } from './own-sockets.ts';
import type { LocalSetting } from './setting.ts';
import type { SocketRow } from './socket-row.ts';
import { socketRows } from './socket-rows.ts';

const CAP = 100;
const DEADLINE_MS = 2_000;

/** The sockets verb: what the kernel lists about a port. `available` is false where it lists nothing or not in time. */
export const sockets =
  (setting: LocalSetting): Vantage['sockets'] =>
  async (port, signal) => {
    const { proc } = setting.files;
    const table: SocketTable = { available: true, established: [], listeners: [], more: 0 };
    try {
      const own = await ownSockets(proc);
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
      for await (const row of socketRows(proc, port, inTime)) add(table, row, port, own);
      return table;
    } catch {
      signal.throwIfAborted();
      return { available: false, established: [], listeners: [], more: 0 };
    }
  };

function add(table: SocketTable, row: SocketRow, port: number, own: ReadonlySet<number>): void {
  const listens = row.state === 'LISTEN' && row.local.port === port;
  const state = ClientState.safeParse(row.state);
  // Without an inode the socket is no longer a program's.
  const used = row.inode !== 0 && !own.has(row.inode);
  const client = state.success && row.remote.port === port && used;
  if (!listens && !client) return;
  if (table.established.length + table.listeners.length >= CAP) table.more++;
  else if (listens) table.listeners.push({ address: row.local.address, backlog: row.rxQueue });
  else if (state.success) table.established.push(clientOf(row, state.data));
}

function clientOf(row: SocketRow, state: ClientState): SocketTable['established'][number] {
  const { local, remote, txQueue, retransmits, timer } = row;
  // The file shows one timer, and a pending retransmission hides the keepalive's.
  const keepalive = timer === 'keepalive' || timer === 'none' ? { keepalive: timer === 'keepalive' } : {};
  return { local, remote, state, txQueue, retransmits, ...keepalive };
}

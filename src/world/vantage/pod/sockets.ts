import type { SocketTable } from '../../../core/world/sockets.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { parseSocketRow, type SocketRow } from '../local/socket-row.ts';
import { add, concerns, distinct } from '../local/sockets.ts';
import type { PodSetting } from './pod-setting.ts';

const TCP = ['/proc/net/tcp', '/proc/net/tcp6'];
const HELD = 10_000;

/** What the pod's kernel lists about a port, without the connections of our own programs. */
export const sockets =
  ({ files, sockets: own }: PodSetting): Vantage['sockets'] =>
  async (port, signal): Promise<SocketTable> => {
    const table: SocketTable = { available: true, established: [], listeners: [], more: 0 };
    const mark = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
    const look = async (): Promise<SocketRow[] | undefined> => {
      const found = await files(TCP, signal);
      if (!found.has('/proc/net/tcp')) return undefined;
      const rows = [...found.values()].flatMap((text) => rowsOf(text, mark));
      return distinct(rows.filter((row) => concerns(row, port)));
    };
    const first = await look();
    if (!first) return { ...table, available: false };
    const others = own.without(first.slice(0, HELD));
    // A connection of ours that has just begun or ended is not there the second time, or known by then.
    const lasting = others.some(({ state }) => state !== 'LISTEN')
      ? own.without((await look()) ?? [])
      : others;
    const there = new Set(lasting.map(({ inode }) => inode));
    for (const row of others) if (there.has(row.inode)) add(table, row);
    return { ...table, more: table.more + Math.max(0, first.length - HELD) };
  };

// The kernels that run containers are little-endian but for s390x.
const rowsOf = (text: string, mark: string): SocketRow[] =>
  text.split('\n').flatMap((line) => (line.includes(mark) ? (parseSocketRow(line, true) ?? []) : []));

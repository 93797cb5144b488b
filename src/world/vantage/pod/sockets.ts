import type { SocketTable } from '../../../core/world/sockets.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { parseSocketRow, type SocketRow } from '../local/socket-row.ts';
import { add, concerns } from '../local/sockets.ts';
import type { PodSetting } from './pod-setting.ts';

const TCP = ['/proc/net/tcp', '/proc/net/tcp6'];
const HELD = 10_000;

/** What the pod's kernel lists about a port, without the connections of our own programs. */
export const sockets =
  ({ files, sockets: own }: PodSetting): Vantage['sockets'] =>
  async (port, signal): Promise<SocketTable> => {
    const table: SocketTable = { available: true, established: [], listeners: [], more: 0 };
    const mark = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
    for (let tries = 1; ; tries++) {
      const before = own.ever;
      const found = await files(TCP, signal);
      if (!found.has('/proc/net/tcp')) return { ...table, available: false };
      const rows = [...found.values()]
        .flatMap((text) => rowsOf(text, mark))
        .filter((row) => concerns(row, port));
      // A connection of ours that began meanwhile may be among them, its program not having said so yet.
      if (own.ever !== before && tries < 3) continue;
      for (const row of own.without(rows.slice(0, HELD))) add(table, row);
      return { ...table, more: table.more + Math.max(0, rows.length - HELD) };
    }
  };

// The kernels that run containers are little-endian but for s390x.
const rowsOf = (text: string, mark: string): SocketRow[] =>
  text.split('\n').flatMap((line) => (line.includes(mark) ? (parseSocketRow(line, true) ?? []) : []));

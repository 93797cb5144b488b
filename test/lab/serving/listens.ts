import { readFile } from 'node:fs/promises';
import type { Server } from './server.ts';

/** The state of a listening socket, and of an unconnected UDP one, in /proc/net (tcp_states.h). */
const OPEN = { tcp: '0A', udp: '07' } as const;

/** Whether every port is open in the network namespace that a process is in. */
export async function listens(pid: number | undefined, ports: Server['ports']): Promise<boolean> {
  if (pid === undefined) return false;
  for (const protocol of ['tcp', 'udp'] as const) {
    const wanted = ports[protocol] ?? [];
    if (wanted.length === 0) continue;
    const tables = await Promise.all([table(pid, protocol), table(pid, `${protocol}6`)]);
    const open = new Set(tables.flatMap((text) => openPorts(text, OPEN[protocol])));
    if (!wanted.every((port) => open.has(port))) return false;
  }
  return true;
}

const table = (pid: number, name: string): Promise<string> =>
  readFile(`/proc/${pid}/net/${name}`, 'latin1').catch(() => '');

function openPorts(text: string, state: string): number[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3] === state)
    .map((words) => Number.parseInt(words[1]?.split(':')[1] ?? '', 16));
}

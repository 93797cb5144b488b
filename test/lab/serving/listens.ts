import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Server } from './server.ts';

/** The state of a listening socket, and of an unconnected UDP one, in /proc/net (tcp_states.h). */
const OPEN = { tcp: '0A', udp: '07' } as const;

/** Whether a process itself has every one of the ports open; others in its network namespace may have the same port. */
export async function listens(pid: number | undefined, ports: Server['ports']): Promise<boolean> {
  if (pid === undefined) return false;
  const own = await sockets(pid);
  for (const protocol of ['tcp', 'udp'] as const) {
    const wanted = ports[protocol] ?? [];
    const tables = await Promise.all([table(pid, protocol), table(pid, `${protocol}6`)]);
    const open = new Set(tables.flatMap((text) => openPorts(text, OPEN[protocol], own)));
    if (!wanted.every((port) => open.has(port))) return false;
  }
  return true;
}

const table = (pid: number, name: string): Promise<string> =>
  readFile(`/proc/${pid}/net/${name}`, 'latin1').catch(() => '');

/** The inodes of a process's sockets. */
async function sockets(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch((): string[] => []);
  const links = await Promise.all(descriptors.map((each) => readlink(`${folder}/${each}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

function openPorts(text: string, state: string, own: ReadonlySet<string>): number[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3] === state && own.has(words[9] ?? ''))
    .map((words) => Number.parseInt(words[1]?.split(':')[1] ?? '', 16));
}

import type { Machine } from './machine.ts';
import type { Line } from './line.ts';

/** What is lost without the program: path_mtu and path_trace start them, all else is done without. */
const COST: Readonly<Record<string, string>> = {
  ip: 'path_mtu does not see an MTU that the route has',
  ss: 'path_mtu sees less of each connection: its MSS, its timestamps',
  ping: 'path_mtu has no second witness, and none without an open port',
  tracepath: 'path_trace has nothing to fall back on',
  traceroute: 'path_trace sends no TCP probes, path_mtu does not see where the path narrows',
  mtr: 'path_trace does not measure the loss at each hop',
};

/** The programs that path_mtu and path_trace start, found or not. */
export function programLines({ programs }: Machine): Line[] {
  const lines = Object.entries(programs).map(([name, path]): Line =>
    path === null
      ? { mark: 'no', name, says: `not found: ${COST[name] ?? 'not needed'}` }
      : { mark: 'yes', name, says: path },
  );
  return [
    ...lines,
    {
      mark: 'note',
      name: 'dig, nc, openssl',
      says: 'not needed: Layerwalk speaks DNS, TCP, TLS and HTTP itself',
    },
  ];
}

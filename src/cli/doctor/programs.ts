import type { Machine } from './machine.ts';
import type { Line } from './sight.ts';

/** What a person loses who has not got the program; Layerwalk itself starts none. */
const COST: Readonly<Record<string, string>> = {
  ping: 'you cannot check by hand whether a host answers ICMP',
  tracepath: 'you cannot find by hand where the path MTU falls',
  traceroute: 'you cannot find by hand the hop where packets end',
  mtr: 'you cannot measure by hand the loss at each hop',
};

/** The programs that help a person to go on, found or not. */
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

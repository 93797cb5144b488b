import type { Socket } from 'node:net';
import type { Dial } from '../../../core/world/dial.ts';
import { socketRows } from './socket-rows.ts';

const DEADLINE_MS = 300;

/** How many SYNs an unanswered socket has sent: the first, and the retransmissions in its row of /proc/net/tcp. */
export const synsSent =
  (proc: string, port: number) =>
  async ({ localPort }: Socket): Promise<Pick<Dial, 'synsSent'>> => {
    for await (const row of socketRows(proc, port, AbortSignal.timeout(DEADLINE_MS))) {
      const sought = row.local.port === localPort && row.remote.port === port && row.state === 'SYN-SENT';
      if (sought) return { synsSent: 1 + row.retransmits };
    }
    return {};
  };

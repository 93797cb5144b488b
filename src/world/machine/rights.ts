import { readFile } from 'node:fs/promises';

/** What this process may do. Null: the system does not say. */
export interface Rights {
  readonly root: boolean;
  readonly rawPackets: boolean | null;
  readonly noNewPrivileges: boolean | null;
}

// Bit 13: CAP_NET_RAW, capabilities(7).
const NET_RAW = 1n << 13n;

/** Reads the rights of this process from /proc/self/status (proc_pid_status(5)). */
export async function ownRights(file = '/proc/self/status'): Promise<Rights> {
  const status = await readFile(file, 'utf8').catch(() => '');
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  const locked = /^NoNewPrivs:\s*([01])$/m.exec(status)?.[1];
  return {
    root: process.getuid?.() === 0,
    rawPackets: effective === undefined ? null : (BigInt(`0x${effective}`) & NET_RAW) !== 0n,
    noNewPrivileges: locked === undefined ? null : locked === '1',
  };
}

import { readCounters } from '../counters.ts';

/** Segments that this network namespace queued because one before them was missing (TcpExt TCPOFOQueue). */
export const outOfOrderCounter = async (proc: string): Promise<number | undefined> =>
  (await readCounters(proc))?.get('TcpExtTCPOFOQueue');

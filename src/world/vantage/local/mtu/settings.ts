import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentSettings } from '../../../../core/world/mtu.ts';

const DIRECTORY = '/proc/sys/net/ipv4';

/** The kernel settings of ip-sysctl that decide what becomes of a segment, of either family. */
export async function segmentSettings(): Promise<SegmentSettings> {
  const [timestamps, mtuProbing, noDiscovery] = await Promise.all(
    ['tcp_timestamps', 'tcp_mtu_probing', 'ip_no_pmtu_disc'].map(read),
  );
  return {
    platform: process.platform,
    timestamps: timestamps == null ? null : timestamps !== 0,
    mtuProbing: mtuProbing ?? null,
    noDiscovery: noDiscovery ?? null,
  };
}

async function read(name: string): Promise<number | null> {
  const text = await readFile(join(DIRECTORY, name), 'latin1').catch(() => '');
  return /^\d+\s*$/.test(text) ? Number(text) : null;
}

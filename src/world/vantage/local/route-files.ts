import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const UP = 0x1;
const REJECT = 0x200;

/**
 * Whether the main routing tables of a Linux network namespace lead out: a default route, or half of one as
 * VPNs set them, that is up and does not reject. `proc` is a /proc directory with `route` and `ipv6_route`.
 * Null where it cannot be read.
 */
export async function waysOut(proc: string): Promise<{ ipv4: boolean | null; ipv6: boolean | null }> {
  const [v4, v6] = await Promise.all(
    ['route', 'ipv6_route'].map((file) => readFile(join(proc, file), 'latin1').catch(() => null)),
  );
  return { ipv4: v4 == null ? null : leadsOutV4(v4), ipv6: v6 == null ? null : leadsOutV6(v6) };
}

/**
 * Columns: interface, destination, gateway, flags, …, mask at the eighth; numbers in hex, addresses in host
 * byte order.
 */
export function leadsOutV4(table: string): boolean {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .some(([, , , flags = '0', , , , mask]) => {
      const wide = mask === '00000000' || mask === '00000080';
      return wide && usable(Number.parseInt(flags, 16));
    });
}

/**
 * Columns: destination, its prefix length in hex, source, its length, next hop, metric, references, use, flags,
 * interface.
 */
export function leadsOutV6(table: string): boolean {
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([destination = '', length = '80', , , , , , , flags = '0', device]) => {
      // Global unicast is 2000::/3 (RFC 4291 section 2.4).
      const wide = Number.parseInt(length, 16) <= 3 && /^[0-3]/.test(destination);
      return wide && device !== 'lo' && usable(Number.parseInt(flags, 16));
    });
}

const usable = (flags: number): boolean => (flags & UP) !== 0 && (flags & REJECT) === 0;

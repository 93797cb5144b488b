import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { parseIp, unmapped } from '../../../core/address/ip.ts';

const UP = 0x1;
const REJECT = 0x200;

/**
 * The device of the most specific IPv4 route to an address in the main table (/proc net/route); of equals that with the lowest
 * metric. For a device that has no carrier, which the list of interfaces leaves out. Undefined where there is none, or for IPv6.
 */
export async function routeDevice(proc: string, address: string): Promise<string | undefined> {
  const ip = parseIp(address);
  const wanted = ip && unmapped(ip);
  if (wanted?.family !== 4) return undefined;
  const table = await readFile(join(proc, 'route'), 'latin1').catch(() => '');
  const routes = table.split('\n').slice(1).flatMap(rowOf);
  const fitting = routes.filter(({ to, mask }) => (Number(wanted.value) & mask) >>> 0 === to);
  return fitting.toSorted((a, b) => b.mask - a.mask || a.metric - b.metric)[0]?.device;
}

/** Columns: interface, destination, gateway, flags, references, use, metric, mask; addresses in host byte order. */
function rowOf(line: string): { device: string; to: number; mask: number; metric: number }[] {
  const [device = '', to = '', , flags = '', , , metric = '', mask = ''] = line.trim().split(/\s+/);
  const set = Number.parseInt(flags, 16);
  if (!/^[0-9A-F]{8}$/.test(to) || !/^[0-9A-F]{8}$/.test(mask) || (set & UP) === 0 || (set & REJECT) !== 0)
    return [];
  return [{ device, to: number(to), mask: number(mask), metric: Number(metric) }];
}

function number(hex: string): number {
  const bytes = Buffer.from(hex, 'hex');
  return endianness() === 'LE' ? bytes.readUInt32LE() : bytes.readUInt32BE();
}

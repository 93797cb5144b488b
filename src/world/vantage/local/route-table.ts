import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { contains } from '../../../core/address/cidr.ts';
import { type IpAddress, parseIp, unmapped } from '../../../core/address/ip.ts';

const UP = 0x1;
const REJECT = 0x200;

/** The main table's most specific route to an address. */
export interface TableRoute {
  readonly device: string;
  /** Bits of the destination that it matches; 0: a default route. */
  readonly prefix: number;
}

interface Row extends TableRoute {
  readonly to: IpAddress;
  readonly metric: number;
}

/**
 * The most specific route to an address in the main table (/proc net/route and net/ipv6_route); of equals that with the lowest
 * metric. Undefined where there is none, or no table.
 */
export async function tableRoute(proc: string, address: string): Promise<TableRoute | undefined> {
  const parsed = parseIp(address);
  const wanted = parsed && unmapped(parsed);
  if (!wanted) return undefined;
  const [file, rowOf] =
    wanted.family === 4 ? (['route', rowOfV4] as const) : (['ipv6_route', rowOfV6] as const);
  const table = await readFile(join(proc, file), 'latin1').catch(() => '');
  const fitting = table
    .split('\n')
    .flatMap((line) => rowOf(line.trim().split(/\s+/)) ?? [])
    .filter(({ to, prefix }) => contains({ ...to, prefix }, wanted));
  return fitting.toSorted((a, b) => b.prefix - a.prefix || a.metric - b.metric)[0];
}

/** Columns: interface, destination, gateway, flags, references, use, metric, mask; addresses in host byte order. */
function rowOfV4(columns: readonly string[]): Row | undefined {
  const [device = '', to = '', , flags = '', , , metric = '', mask = ''] = columns;
  if (!/^[0-9A-F]{8}$/.test(to) || !/^[0-9A-F]{8}$/.test(mask) || !usable(flags)) return undefined;
  const bits = word(mask).toString(2).replaceAll('0', '').length;
  return { device, to: { family: 4, value: BigInt(word(to)) }, prefix: bits, metric: Number(metric) };
}

/**
 * Columns: destination, its prefix length, source, its length, next hop, metric, references, use, flags, interface; numbers in
 * hex, addresses in network order.
 */
function rowOfV6(columns: readonly string[]): Row | undefined {
  const [to = '', length = '', , , , metric = '', , , flags = '', device = ''] = columns;
  if (!/^[0-9a-f]{32}$/.test(to) || !/^[0-9a-f]{2}$/.test(length) || !usable(flags)) return undefined;
  const prefix = Number.parseInt(length, 16);
  return { device, to: { family: 6, value: BigInt(`0x${to}`) }, prefix, metric: Number.parseInt(metric, 16) };
}

function usable(flags: string): boolean {
  const set = Number.parseInt(flags, 16);
  return (set & UP) !== 0 && (set & REJECT) === 0;
}

function word(hex: string): number {
  const bytes = Buffer.from(hex, 'hex');
  return endianness() === 'LE' ? bytes.readUInt32LE() : bytes.readUInt32BE();
}

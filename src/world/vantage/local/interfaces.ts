import { readdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { HostView } from '../../../core/world/host-view.ts';

type Interface = HostView['interfaces'][number];

const CLASS_NET = '/sys/class/net';
const MOST = 64;

/**
 * The network interfaces with their addresses, and on Linux their MTU and those that are down or without an
 * address. /sys may show another network namespace than ours (it shows that of its mount): then it is not
 * believed. `proc` is the /proc directory with `dev`.
 */
export async function interfaces(proc: string): Promise<Interface[]> {
  const known = networkInterfaces();
  const [listed, shown] = await Promise.all([deviceNames(proc), readdir(CLASS_NET).catch(() => [])]);
  const believed =
    listed.length > 0 &&
    listed.length === shown.length &&
    listed.every((name) => shown.some((one) => one === name));
  const names = [...new Set([...Object.keys(known), ...listed])].slice(0, MOST);
  return Promise.all(
    names.map(async (name): Promise<Interface> => {
      const own = known[name] ?? [];
      const [mac, mtu, flags] = await Promise.all(
        ['address', 'mtu', 'flags'].map((file) => read(name, file)),
      );
      const same = believed && own.every((item) => item.mac === mac);
      return {
        name,
        addresses: own.map(({ address }) => address),
        ...(same && Number(mtu) > 0 && { mtu: Number(mtu) }),
        up: own.length > 0 || (same && isUp(flags ?? '')),
      };
    }),
  );
}

/** The interfaces of this network namespace (proc_pid_net(5), `dev`). */
async function deviceNames(proc: string): Promise<string[]> {
  const table = await readFile(join(proc, 'dev'), 'latin1').catch(() => '');
  return table.split('\n').flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
}

const read = (name: string, file: string): Promise<string> =>
  readFile(join(CLASS_NET, name, file), 'latin1').then(
    (text) => text.trim(),
    () => '',
  );

// IFF_UP of netdevice(7); the file holds the flags in hex.
const isUp = (flags: string): boolean => (Number.parseInt(flags, 16) & 0x1) !== 0;

import { networkInterfaces } from 'node:os';
import { formatIp, parseIp } from '../../../core/address/ip.ts';
import type { HostView } from '../../../core/world/host-view.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { interfaces } from './interfaces.ts';
import { proxyEnvironment } from '../../../core/proxy-environment.ts';
import { waysOut } from './route-files.ts';
import { routeLookup } from './route-lookup.ts';
import { tableRoute } from './route-table.ts';
import type { LocalSetting } from './setting.ts';

const MOST_ROUTES = 32;
/** VPNs set a default route in two to eight parts: 0.0.0.0/1 and 128.0.0.0/1, or 2000::/3. */
const WIDEST_SPLIT = 3;
/** Global addresses to look a route up for, where no table can be read: nothing is sent to them. */
const GLOBAL = { 4: '1.0.0.1', 6: '2001:4860:4860::8888' } as const;

/**
 * The hostView verb: what this machine says of itself. Sends nothing. A way out that the main table does not
 * have may still be in another one, so the kernel's own lookup decides then.
 */
export const hostView =
  (setting: LocalSetting): Vantage['hostView'] =>
  async (towards, signal) => {
    signal.throwIfAborted();
    const [tables, found, ...routes] = await Promise.all([
      waysOut(setting.files.proc),
      interfaces(setting.files.proc),
      ...towards.slice(0, MOST_ROUTES).map((to) => route(setting.files.proc, to)),
    ]);
    const leadsOut = async (family: 4 | 6): Promise<boolean> =>
      (await routeLookup(GLOBAL[family])).errno === undefined;
    const ipv4 = tables.ipv4 === true || (await leadsOut(4));
    const ipv6 = tables.ipv6 === true || (await leadsOut(6));
    signal.throwIfAborted();
    return {
      interfaces: found,
      routes,
      ipv4,
      ipv6,
      proxy: proxyEnvironment(setting.env),
      platform: process.platform,
    };
  };

async function route(proc: string, to: string): Promise<HostView['routes'][number]> {
  const [{ from, errno }, row] = await Promise.all([routeLookup(to), tableRoute(proc, to)]);
  if (from === undefined) return { to, ...(errno !== undefined && { errno }) };
  // An address of a device without carrier is not in the list of interfaces.
  const name = interfaceOf(from) ?? row?.device;
  return {
    to,
    from,
    ...(name !== undefined && { interface: name }),
    // An address of this host is in another table.
    ...(row && { specific: row.prefix > WIDEST_SPLIT || from === to }),
  };
}

/** The interface that an address is assigned to; its zone says so where it has one. */
function interfaceOf(address: string): string | undefined {
  const ip = parseIp(address);
  if (!ip) return undefined;
  if (ip.zone !== undefined) return ip.zone;
  const wanted = formatIp(ip);
  return Object.entries(networkInterfaces()).find(([, own]) =>
    own?.some((item) => {
      const parsed = parseIp(item.address);
      return parsed !== undefined && formatIp({ family: parsed.family, value: parsed.value }) === wanted;
    }),
  )?.[0];
}

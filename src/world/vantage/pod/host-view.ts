import { isLoopback } from '../../../core/address/policy.ts';
import { contains } from '../../../core/address/cidr.ts';
import { parseIp } from '../../../core/address/ip.ts';
import type { HostView } from '../../../core/world/host-view.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { proxyEnvironment } from '../../../core/proxy-environment.ts';
import { leadsOutV4, leadsOutV6 } from '../local/route-files.ts';
import { ENVIRONMENT, variables } from './environment.ts';
import type { PodSetting } from './pod-setting.ts';
import { ipv4Routes, ipv6Routes, ownIpv4, ownIpv6, type Route, routeTo } from './routes.ts';

const NET = '/proc/net';
const TABLES = ['route', 'ipv6_route', 'fib_trie', 'if_inet6', 'dev'].map((file) => `${NET}/${file}`);
const MOST_DEVICES = 32;
const MOST_ROUTES = 32;

type Interface = HostView['interfaces'][number];

/** What the pod says of its network: interfaces with MTU, the routes of its main tables, its proxy environment. Sends nothing. */
export const hostView =
  ({ files }: PodSetting): Vantage['hostView'] =>
  async (towards, signal) => {
    const found = await files([...TABLES, ENVIRONMENT], signal);
    const text = (file: string): string => found.get(`${NET}/${file}`) ?? '';
    const devices = [...text('dev').matchAll(/^\s*([^\s:]+):/gm)]
      .map(([, name = '']) => name)
      .filter((name) => /^[A-Za-z0-9_.@-]{1,15}$/.test(name))
      .slice(0, MOST_DEVICES);
    const facts = await files(
      devices.flatMap((name) => [`/sys/class/net/${name}/mtu`, `/sys/class/net/${name}/flags`]),
      signal,
    );
    const routes = [...ipv4Routes(text('route')), ...ipv6Routes(text('ipv6_route'))];
    const addresses = addressesOf(devices, routes, text('fib_trie'), text('if_inet6'));
    const interfaces = devices.map((name): Interface => {
      const mtu = Number(facts.get(`/sys/class/net/${name}/mtu`));
      const flags = Number.parseInt(facts.get(`/sys/class/net/${name}/flags`) ?? '0', 16);
      const own = addresses.get(name) ?? [];
      return { name, addresses: own, ...(mtu > 0 && { mtu }), up: own.length > 0 || (flags & 1) !== 0 };
    });
    return {
      interfaces,
      routes: towards.slice(0, MOST_ROUTES).map((to) => routeView(to, routes, interfaces)),
      ipv4: leadsOutV4(text('route')),
      ipv6: leadsOutV6(text('ipv6_route')),
      proxy: proxyEnvironment(variables(found.get(ENVIRONMENT) ?? '')),
      platform: 'linux',
    };
  };

/** The addresses of each device. The IPv4 tables do not name it: it is the one whose own network holds the address. */
function addressesOf(
  devices: readonly string[],
  routes: readonly Route[],
  trie: string,
  inet6: string,
): ReadonlyMap<string, string[]> {
  const outward = devices.filter((name) => name !== 'lo');
  const deviceOf = (address: string): string | undefined => {
    if (isLoopback(address)) return 'lo';
    const ip = parseIp(address);
    const near = routes.find(
      ({ direct, to }) => direct && to.prefix > 0 && ip !== undefined && contains(to, ip),
    );
    return near?.device ?? (outward.length === 1 ? outward[0] : undefined);
  };
  const all = [
    ...ownIpv4(trie).map((address) => ({ address, device: deviceOf(address) })),
    ...ownIpv6(inet6),
  ];
  return new Map(
    devices.map((name) => [name, all.filter(({ device }) => device === name).map(({ address }) => address)]),
  );
}

/** The route to an address by the main tables, which have no loopback. */
function routeView(
  to: string,
  routes: readonly Route[],
  interfaces: readonly Interface[],
): HostView['routes'][number] {
  const own = interfaces.find(({ addresses }) => addresses.includes(to));
  if (own || isLoopback(to)) return { to, from: to, interface: own?.name ?? 'lo' };
  const route = routeTo(routes, to);
  if (!route) return { to, errno: 'ENETUNREACH' };
  const addresses = interfaces.find(({ name }) => name === route.device)?.addresses ?? [];
  const six = to.includes(':');
  const from = addresses.filter((address) => address.includes(':') === six);
  const best = from.find((address) => !/^fe[89ab]/i.test(address)) ?? from[0];
  return { to, ...(best !== undefined && { from: best }), interface: route.device };
}

import { contains, type Cidr } from '../../../core/address/cidr.ts';
import { formatIp, parseIp, unmapped } from '../../../core/address/ip.ts';

/** A route of the main table; `rejects`: the kernel refuses what it matches. */
export interface Route {
  readonly to: Cidr;
  readonly device: string;
  readonly metric: number;
  readonly direct: boolean;
  readonly rejects: boolean;
}

const UP = 0x1;
const GATEWAY = 0x2;
const REJECT = 0x200;

/** Reads the text of /proc/net/route (proc_pid_net(5)): addresses are little-endian words, in hex. */
export function ipv4Routes(text: string): Route[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line): Route[] => {
      const [device = '', to = '', , flags = '', , , metric = '', mask = ''] = line.trim().split(/\s+/);
      if (!/^[0-9A-F]{8}$/.test(to) || !/^[0-9A-F]{8}$/.test(mask)) return [];
      const bits = word(mask).toString(2);
      const prefix = word(mask) === 0 ? 0 : bits.replace(/0+$/, '').length;
      return route(
        { family: 4, value: BigInt(word(to)) },
        prefix,
        device,
        Number(metric),
        Number.parseInt(flags, 16),
      );
    });
}

/** Reads the text of /proc/net/ipv6_route; numbers are in hex. The tables of multicast and of own addresses are left out. */
export function ipv6Routes(text: string): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const [to = '', length = '', , , , metric = '', , , flags = '', device = ''] = line.trim().split(/\s+/);
    if (!/^[0-9a-f]{32}$/.test(to)) return [];
    const ip = { family: 6, value: BigInt(`0x${to}`) } as const;
    return route(
      ip,
      Number.parseInt(length, 16),
      device,
      Number.parseInt(metric, 16),
      Number.parseInt(flags, 16),
    );
  });
}

/** The route that the kernel takes to an address: the most specific, of equals the one with the lowest metric. */
export function routeTo(routes: readonly Route[], address: string): Route | undefined {
  const ip = parseIp(address);
  if (!ip) return undefined;
  const wanted = unmapped(ip);
  const [best] = routes
    .filter(({ to }) => contains(to, wanted))
    .toSorted((a, b) => b.to.prefix - a.to.prefix || a.metric - b.metric);
  return best?.rejects === true ? undefined : best;
}

function route(
  ip: { family: 4 | 6; value: bigint },
  prefix: number,
  device: string,
  metric: number,
  flags: number,
): Route[] {
  if ((flags & UP) === 0) return [];
  const to: Cidr = { family: ip.family, value: ip.value, prefix };
  return [{ to, device, metric, direct: (flags & GATEWAY) === 0, rejects: (flags & REJECT) !== 0 }];
}

const word = (hex: string): number => Buffer.from(hex, 'hex').readUInt32LE();

/** The own addresses of the IPv4 tables, from the text of /proc/net/fib_trie: each stands above `/32 host LOCAL`. */
export function ownIpv4(trie: string): string[] {
  const found = [...trie.matchAll(/\|-- (\d+\.\d+\.\d+\.\d+)\n\s+\/32 host LOCAL/g)];
  return [...new Set(found.map(([, address = '']) => address))];
}

/** The own addresses and their devices, from the text of /proc/net/if_inet6. */
export function ownIpv6(text: string): { address: string; device: string }[] {
  return text.split('\n').flatMap((line) => {
    const [, hex = '', device = ''] =
      /^([0-9a-f]{32}) [0-9a-f]+ [0-9a-f]+ [0-9a-f]+ [0-9a-f]+ +(\S+)$/.exec(line) ?? [];
    return hex === '' ? [] : [{ address: formatIp({ family: 6, value: BigInt(`0x${hex}`) }), device }];
  });
}

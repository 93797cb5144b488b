import { type Cidr, contains, formatCidr, parseCidr } from './cidr.ts';
import { type IpAddress, parseIp } from './ip.ts';

/** What one start-up flag, or the house's own list, says of one network. */
interface Rule {
  readonly cidr: Cidr;
  readonly allow: boolean;
  readonly why: string;
}

/** Says of each address whether it may be contacted. */
export interface AddressPolicy {
  /** Undefined when the address may be contacted, else the rule that refuses it. */
  refusal(address: string): string | undefined;
}

const REFUSED: readonly (readonly [string, string])[] = [
  ['169.254.0.0/16', 'link-local, where clouds serve credentials'],
  ['fe80::/10', 'link-local'],
  ['fd00:ec2::/32', 'AWS instance metadata'],
  ['fd20:ce::254/128', 'Google Cloud metadata'],
  ['100.100.100.200/32', 'Alibaba Cloud metadata'],
  ['168.63.129.16/32', 'Azure platform address'],
  ['192.0.0.192/32', 'Oracle Cloud metadata'],
  ['0.0.0.0/8', 'not a destination (RFC 1122 section 3.2.1.3)'],
  ['::/128', 'not a destination (RFC 4291 section 2.5.2)'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['ff00::/8', 'multicast'],
];

/** Where an IPv4 address hides inside an IPv6 one: the network, and how far its 32 bits stand from the right. */
const EMBEDDING: readonly (readonly [string, bigint])[] = [
  ['::ffff:0:0/96', 0n], // IPv4-mapped, RFC 4291 section 2.5.5.2
  ['::/96', 0n], // IPv4-compatible, RFC 4291 section 2.5.5.1
  ['64:ff9b::/96', 0n], // NAT64, RFC 6052
  ['64:ff9b:1::/48', 0n], // NAT64 of a network's own, RFC 8215, with its usual prefixes of 96 bits
  ['::ffff:0:0:0/96', 0n], // IPv4-translated, RFC 7915
  ['2002::/16', 80n], // 6to4, RFC 3056
];

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (!parsed) throw new TypeError(`Not a network: ${text}`);
  return parsed;
};
const EMBEDDED = EMBEDDING.map(([text, shift]) => ({ network: cidr(text), shift }));
const refusedRule = ([text, why]: readonly [string, string]): Rule => ({
  cidr: cidr(text),
  allow: false,
  why: `${text} is refused by default (${why}); --allow-cidr can allow a range inside it`,
});
const DEFAULTS: readonly Rule[] = REFUSED.map(refusedRule);

/**
 * The policy of one run. Of all rules that contain an address the most specific decides; of equals the one that
 * denies, then the start-up flag over the default. An IPv6 address that carries an IPv4 one must pass as both. `refused` are
 * further networks that are refused by default, each with the reason.
 */
export function addressPolicy(
  flags: {
    allow?: readonly Cidr[];
    deny?: readonly Cidr[];
    refused?: readonly (readonly [string, string])[];
  } = {},
): AddressPolicy {
  const flag = (allow: boolean) => (range: Cidr) => ({
    cidr: range,
    allow,
    why: `--${allow ? 'allow' : 'deny'}-cidr ${formatCidr(range)}`,
  });
  // Earlier wins among equally specific rules.
  const rules = [
    ...(flags.deny ?? []).map(flag(false)),
    ...(flags.allow ?? []).map(flag(true)),
    ...(flags.refused ?? []).map(refusedRule),
    ...DEFAULTS,
  ];
  const refusalOf = (ip: IpAddress): string | undefined => {
    let decisive: Rule | undefined;
    for (const rule of rules) {
      if (contains(rule.cidr, ip) && rule.cidr.prefix > (decisive?.cidr.prefix ?? -1)) decisive = rule;
    }
    return decisive && !decisive.allow ? decisive.why : undefined;
  };
  return {
    refusal(address) {
      const ip = parseIp(address);
      if (!ip) return 'not an IP address';
      return [ip, ...embeddedIn(ip)].map(refusalOf).find((rule) => rule !== undefined);
    },
  };
}

function embeddedIn(ip: IpAddress): IpAddress[] {
  // :: and ::1 lie in ::/96 and carry no IPv4 address.
  if (ip.family === 4 || ip.value <= 1n) return [];
  return EMBEDDED.filter(({ network }) => contains(network, ip)).map(({ shift }) => ({
    family: 4,
    value: (ip.value >> shift) & 0xffffffffn,
  }));
}

/** Loopback: 127.0.0.0/8 (RFC 1122), ::1 (RFC 4291), and IPv4-mapped loopback. */
export function isLoopback(address: string): boolean {
  const ip = parseIp(address);
  return ip !== undefined && LOOPBACK.some((network) => contains(network, ip));
}
const LOOPBACK = ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104'].map(cidr);

/**
 * Whether an address means something else to every network: loopback, private or shared space, also where it hides inside an
 * IPv6 address.
 */
export function isInner(address: string): boolean {
  const ip = parseIp(address);
  if (!ip) return false;
  return [ip, ...embeddedIn(ip)].some((one) =>
    [...LOOPBACK, ...PRIVATE].some((network) => contains(network, one)),
  );
}

/** Private or shared address space: RFC 1918, RFC 6598, RFC 4193. */
export function isPrivate(address: string): boolean {
  const ip = parseIp(address);
  return ip !== undefined && PRIVATE.some((network) => contains(network, ip));
}
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(cidr);

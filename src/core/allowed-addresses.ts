import { formatIp, parseIp, unmapped } from './address/ip.ts';
import { Refused } from './bad-input.ts';
import type { Look } from './tool.ts';
import type { Lookup } from './world/dns.ts';

/** What a host stands for, sorted by whether it may be contacted. */
export interface AllowedAddresses {
  /** What libc says of the name; absent for an address. */
  readonly lookup?: Lookup;
  /** Addresses that the policy refuses, and its rule. */
  readonly refused: { address: string; rule: string }[];
  /** The others as they go over the wire, in the order of the answer. */
  readonly allowed: readonly string[];
}

/** Looks a host up, once. Throws Refused when it has addresses and none may be contacted. */
export async function allowedAddresses(
  { vantage, world, signal }: Pick<Look, 'vantage' | 'world' | 'signal'>,
  host: string,
): Promise<AllowedAddresses> {
  const literal = parseIp(host);
  const lookup = literal ? undefined : await vantage.lookup(host, signal);
  const found = [...new Set(literal ? [formatIp(literal)] : lookup?.addresses)];
  const refused = found.flatMap((address) => {
    const rule = world.refusal(address);
    return rule === undefined ? [] : [{ address, rule }];
  });
  const [first] = refused;
  if (first && refused.length === found.length)
    throw new Refused(`${literal ? first.address : `Every address of ${host}`} is off limits.`, first.rule);
  const admitted = found.filter((address) => !refused.some((one) => one.address === address));
  return { ...(lookup && { lookup }), refused, allowed: [...new Set(admitted.map(onTheWire))] };
}

function onTheWire(address: string): string {
  const ip = parseIp(address);
  return ip ? formatIp(unmapped(ip)) : address;
}

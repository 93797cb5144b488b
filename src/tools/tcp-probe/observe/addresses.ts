import { formatIp, parseIp, unmapped } from '../../../core/address/ip.ts';
import { Refused } from '../../../core/bad-input.ts';
import type { Look } from '../../../core/tool.ts';
import type { Lookup } from '../../../core/world/dns.ts';
import type { Observation } from '../observation.ts';

const MOST = 16;

/** Where to probe: what the name stands for, or the address itself, without what the policy refuses. */
export interface Destinations extends Pick<Observation, 'lookup' | 'refused' | 'leftOut'> {
  readonly allowed: readonly string[];
}

/** Looks a host up and sorts its addresses. Throws Refused when it has addresses and none may be contacted. */
export async function destinations({ vantage, world, signal }: Look, host: string): Promise<Destinations> {
  const literal = parseIp(host);
  const lookup: Lookup | undefined = literal ? undefined : await vantage.lookup(host, signal);
  const found = [...new Set(literal ? [formatIp(literal)] : lookup?.addresses)];
  const refused = found.flatMap((address) => {
    const rule = world.refusal(address);
    return rule === undefined ? [] : [{ address, rule }];
  });
  const [first] = refused;
  if (first && refused.length === found.length) {
    const what = literal ? first.address : `Every address of ${host}`;
    throw new Refused(`${what} is off limits.`, first.rule);
  }
  const admitted = found.filter((address) => !refused.some((one) => one.address === address));
  const allowed = [...new Set(admitted.map(onTheWire))];
  return {
    ...(lookup && { lookup }),
    refused,
    allowed: allowed.slice(0, MOST),
    leftOut: allowed.slice(MOST),
  };
}

function onTheWire(address: string): string {
  const ip = parseIp(address);
  return ip ? formatIp(unmapped(ip)) : address;
}

import { parseIp } from '../../../../core/address/ip.ts';
import { resolverConfig } from '../resolver-config.ts';
import type { LocalSetting } from '../setting.ts';
import type { ServerAddress } from './server-address.ts';

/**
 * The rule that forbids asking a server; undefined when it may be asked. What the address policy refuses may still be asked
 * if it is a name server configured here and the port is the DNS port: NodeLocal DNS and the clouds' resolvers are link-local.
 */
export async function nameServerRefusal(
  setting: LocalSetting,
  { address, port }: ServerAddress,
  signal: AbortSignal,
): Promise<string | undefined> {
  const rule = setting.policy.refusal(address);
  if (rule === undefined || port !== setting.dnsPort) return rule;
  const { nameservers } = await resolverConfig(setting)('.', signal);
  return nameservers.some((configured) => sameServer(configured, address)) ? undefined : rule;
}

/** Whether two texts are one address. */
export function sameServer(one: string, other: string): boolean {
  const [a, b] = [parseIp(one), parseIp(other)];
  return a !== undefined && a.family === b?.family && a.value === b.value && a.zone === b.zone;
}

import { parseIp } from '../../../core/address/ip.ts';
import { BadInput } from '../../../core/bad-input.ts';
import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { Look } from '../../../core/tool.ts';
import type { DnsMessage } from '../../../core/world/dns.ts';
import { isNlbName } from '../nlb-name.ts';
import type { PortSeen } from '../observation.ts';
import { withoutKeepalive } from '../without-keepalive.ts';

const DEADLINE_MS = 2_000;
/** Resolvers give up at 8 to 16 links. */
const LONGEST_CHAIN = 16;

/**
 * The names that a host's CNAME records lead to, by the first name server, where idle connections make it matter what device they are
 * of; undefined where it does not, or cannot be seen. The chain counts only when it ends at an address of such a connection.
 */
export async function aliases(
  { vantage, signal }: Look,
  host: string,
  allowed: readonly string[],
  ports: readonly PortSeen[],
): Promise<string[] | undefined> {
  if (parseIp(host) || isNlbName(host)) return undefined;
  const [idle] = ports.flatMap((port) => withoutKeepalive(port, allowed));
  if (!idle) return undefined;
  try {
    const { nameservers, authoritative } = await vantage.resolverConfig(host, signal);
    const [server] = nameservers;
    if (server === undefined || !authoritative) return undefined;
    const type = parseIp(idle.remote.address)?.family === 6 ? 'AAAA' : 'A';
    const name = host.endsWith('.') ? host : `${host}.`;
    const query = { server, name, type, transport: 'auto', timeoutMs: DEADLINE_MS } as const;
    const { attempts } = await vantage.resolve(query, signal);
    const message = attempts.at(-1)?.message;
    return message && chainOf(message, name, idle.remote.address);
  } catch (error) {
    // A line of resolv.conf that is no address cannot be asked.
    if (error instanceof CannotObserve || error instanceof BadInput) return undefined;
    throw error;
  }
}

/** The names after `name` in the chain that leads to `address`; empty when it does not lead there. */
function chainOf({ answers }: DnsMessage, name: string, address: string): string[] {
  const chain: string[] = [];
  let at = name.toLowerCase();
  while (chain.length < LONGEST_CHAIN) {
    const next = answers.find((record) => record.type === 'CNAME' && record.name.toLowerCase() === at)?.data;
    if (next === undefined) break;
    chain.push(next);
    at = next.toLowerCase();
  }
  const ends = answers.some((record) => record.name.toLowerCase() === at && record.data === address);
  return ends ? chain : [];
}

import { blockFor } from '../../../../core/corefile/zone.ts';
import type { Corefile } from '../../../../core/corefile/corefile.ts';
import type { Source } from '../../../../core/target/source.ts';
import type { Context } from '../../../../core/tool.ts';
import type { DnsExchange } from '../../../../core/world/dns.ts';

/** What of a failed lookup the controls are made from. */
export interface FailedName {
  readonly server: string;
  /** The name that failed, with its trailing dot. */
  readonly name: string;
  readonly clusterDomain: string;
}

/** CoreDNS gives up on its forwarders after five seconds and then answers SERVFAIL. */
const PATIENCE = { timeoutMs: 3000, tries: 1, transport: 'auto' } as const;

/**
 * Two questions to the same server, from the source itself: a name that every cluster has (Kubernetes DNS specification), and the zone in
 * which the server forwards the name that failed, which any server that is forwarded to can answer.
 */
export async function askControls(
  { world, signal }: Pick<Context, 'world' | 'signal'>,
  source: Source | undefined,
  { server, name, clusterDomain }: FailedName,
  corefile: Corefile | undefined,
): Promise<{ inside: DnsExchange; outside: DnsExchange }> {
  const vantage = await world.vantage(source, signal);
  const zone = (corefile && blockFor(corefile, name)?.zone) ?? '.';
  const [inside, outside] = await Promise.all([
    vantage.resolve(
      { server, name: `kubernetes.default.svc.${clusterDomain}.`, type: 'A', ...PATIENCE },
      signal,
    ),
    vantage.resolve({ server, name: zone, type: zone === '.' ? 'NS' : 'SOA', ...PATIENCE }, signal),
  ]);
  return { inside, outside };
}

import type { CauseLayer } from '../causes.ts';
import { netpolAudit } from '../../tools/netpol-audit/tool.ts';
import { serviceAudit } from '../../tools/service-audit/tool.ts';
import { parseSource } from '../../core/target/source.ts';
import { type Probe, probe } from '../probe.ts';
import type { Destination } from './destination.ts';

/** The layers that are judged by reading, not by sending. */
export type AuditLayer = Extract<CauseLayer, 'service' | 'policy' | 'firewall'>;
export type Audits = Readonly<Partial<Record<AuditLayer, Probe>>>;

interface Asked {
  readonly port: number;
  readonly source?: string | undefined;
  readonly kubeContext?: string | undefined;
  /** The name server of the source, where it has one and its resolv.conf could be read. */
  readonly nameserver?: string | undefined;
}

/** What can be read about a target that the cluster knows: its Service, and whether policies admit the source. */
export function auditsOf(
  { service, end }: Destination,
  { port, source, kubeContext, nameserver }: Asked,
): Audits {
  const context = kubeContext === undefined ? {} : { context: kubeContext };
  const who = source === undefined ? undefined : parseSource(source);
  // Policies are judged for who is in the cluster, or enters it by a known address.
  const judged = who !== undefined && who.kind !== 'local' && who.kind !== 'aws';
  const from = judged && source !== undefined ? source.replace(/@.*$/, '') : undefined;
  return {
    ...(service && {
      service: probe(serviceAudit, {
        service: `${service.namespace}/${service.name}`,
        port,
        ...(from !== undefined && { source: from }),
        ...context,
      }),
    }),
    ...(end !== undefined &&
      from !== undefined && {
        policy: probe(netpolAudit, {
          source: from,
          destination: end,
          port,
          ...(nameserver !== undefined && { nameserver }),
          ...context,
        }),
      }),
  };
}

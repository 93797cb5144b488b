import { parseSource } from '../../../core/target/source.ts';
import { Observation as DnsSeen } from '../../../tools/dns-lookup/observation.ts';
import { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';
import type { WalkedLeg } from '../../walk.ts';
import { answeredAddresses, clusterAddresses } from './evaluate/corefile-rule.ts';

/** Whether a source asks the cluster's DNS: a pod, a workload, or this machine where it is a pod. */
export function asksInCluster(source: string | undefined, inCluster: boolean): boolean {
  const kind = source === undefined ? 'local' : parseSource(source).kind;
  return kind === 'pod' || kind === 'workload' || (kind === 'local' && inCluster);
}

/** What is worth reading the cluster's DNS for: a name that failed, or that led to none of its Service's addresses. */
export function callsForDns({ checks, looked, audited }: WalkedLeg, host: string): boolean {
  if (checks.some(({ layer, status }) => layer === 'dns' && status === 'fail')) return true;
  const lookup = DnsSeen.safeParse(looked.dns?.seen).data;
  const service = ServiceSeen.safeParse(audited.service?.seen).data;
  if (!lookup || !service) return false;
  const own = clusterAddresses({ service });
  const led = answeredAddresses({ host, lookup });
  return own.length > 0 && led.length > 0 && !led.some((address) => own.includes(address));
}

import type { Pod } from '../../core/kubernetes/pod.ts';
import { namedPorts } from './model/pod-party.ts';

export type Transport = 'UDP' | 'TCP';

/** Names that CoreDNS's manifests give the ports of its pods. */
const NAMES: Readonly<Record<Transport, string>> = { UDP: 'dns', TCP: 'dns-tcp' };

/** The port on which a pod of the cluster's DNS says by its usual name that it listens. */
export const namedDnsPort = ({ spec }: Pod, transport: Transport): number | undefined =>
  namedPorts(spec).find(({ name, protocol }) => name === NAMES[transport] && protocol === transport)?.port;

/** Whether a pod tells both ports by itself, so that the Service need not be asked. */
export const namesDnsPorts = (pod: Pod): boolean =>
  namedDnsPort(pod, 'UDP') !== undefined && namedDnsPort(pod, 'TCP') !== undefined;

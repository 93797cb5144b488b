import type { Manifest } from '../../manifest.ts';
import { service } from './services.ts';
import { deployment, type PodAt, type Wish } from './workloads.ts';

export const DNS_POD = '10.244.0.10';
const DNS_ADDRESS = '10.96.0.10';

/** The DNS of a cluster: a Service in front of a pod of CoreDNS, and what it does with names. */
export interface NameServer {
  readonly objects: readonly Manifest[];
  readonly pod: PodAt;
  /** The address of its Service. */
  readonly address: string;
  /** Where its pod listens. */
  readonly port: number;
  /** What the resolv.conf of pods names. */
  readonly resolver: string;
  /** What its pod logged, the last just now. */
  readonly logs?: readonly string[];
  /** Who is asked for the names of others. */
  readonly forwarder?: string;
}

interface NameServerWish extends Partial<Pick<NameServer, 'port' | 'resolver' | 'logs' | 'forwarder'>> {
  /** Of the Service; its pods are told apart by it. */
  readonly name?: string;
  /** The last number of its addresses. */
  readonly number?: number;
  readonly pods?: Partial<Wish>;
  readonly corefile?: string;
}

/** Deployment, pod, Service and EndpointSlice of a cluster's DNS, as the usual one unless told. */
export function nameServer(wish: NameServerWish = {}): NameServer {
  const { name = 'kube-dns', number = 10, port = 53, corefile, pods = {} } = wish;
  const address = DNS_ADDRESS.replace(/\d+$/, String(number));
  const ports = [
    { name: 'dns', protocol: 'UDP', port: 53, targetPort: port },
    { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: port },
  ];
  const labels = name === 'kube-dns' ? { 'k8s-app': name } : { app: name };
  const coredns = deployment({
    namespace: 'kube-system',
    name: name === 'kube-dns' ? 'coredns' : name,
    labels,
    addresses: [DNS_POD.replace(/\d+$/, String(number))],
    ports: ports.map((each) => ({ name: each.name, protocol: each.protocol, containerPort: port })),
    ...pods,
  });
  const [pod] = coredns.pods;
  if (!pod) throw new Error('A name server has a pod.');
  const front = service({
    namespace: 'kube-system',
    name,
    address,
    selector: labels,
    ports,
    endpoints: coredns.pods,
  });
  const labelled = front.map((each) =>
    each.kind === 'Service'
      ? { ...each, metadata: { ...each.metadata, labels: { 'k8s-app': 'kube-dns' } } }
      : each,
  );
  const map: Manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: corefile },
  };
  return {
    resolver: address,
    ...wish,
    objects: [...coredns.objects, ...labelled, ...(corefile === undefined ? [] : [map])],
    pod,
    address,
    port,
  };
}

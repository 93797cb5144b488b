import { type Check, claims } from '../../../src/core/check.ts';
import { EndpointSlice } from '../../../src/core/kubernetes/endpoint-slice.ts';
import { Pod } from '../../../src/core/kubernetes/pod.ts';
import { Service } from '../../../src/core/kubernetes/service.ts';
import { reducedCorefile } from '../../../src/core/corefile/corefile.ts';
import { parseCorefile } from '../../../src/core/corefile/parse-corefile.ts';
import type { DnsExchange } from '../../../src/core/world/dns.ts';
import type { ReadFailure } from '../../../src/core/world/kubernetes.ts';
import type { Case } from '../../../src/diagnosis/cluster/dns/evaluate/case.ts';
import type { ClusterDns, PodLog } from '../../../src/diagnosis/cluster/dns/observation.ts';
import { failures } from '../../../src/tools/dns-lookup/failures.ts';
import type { Observation } from '../../../src/tools/dns-lookup/observation.ts';
import type { Observation as ServiceSeen } from '../../../src/tools/service-audit/observation.ts';

export const KUBE_DNS = '10.96.0.10';
const { fail, warn } = claims(failures);
export type Code = keyof typeof failures;

const service = Service.parse({
  metadata: { name: 'kube-dns', namespace: 'kube-system' },
  spec: {
    selector: { 'k8s-app': 'kube-dns' },
    ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
    clusterIP: KUBE_DNS,
    clusterIPs: [KUBE_DNS],
  },
});

export const podOf = (name: string, { ready = true, restarts = 0, spec = {} } = {}): Pod =>
  Pod.parse({
    metadata: { name, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: { containers: [{ name: 'coredns' }], nodeName: 'node-a', ...spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'coredns',
          restartCount: restarts,
          state: ready ? {} : { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: restarts > 0 ? { terminated: { exitCode: 1 } } : {},
        },
      ],
    },
  });

const sliceOf = (ready: readonly boolean[]): EndpointSlice =>
  EndpointSlice.parse({
    metadata: { name: 'kube-dns-x', namespace: 'kube-system' },
    addressType: 'IPv4',
    endpoints: ready.map((one, i) => ({ addresses: [`10.244.0.${i + 2}`], conditions: { ready: one } })),
    ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
  });

export const many = <T>(...objects: T[]) => ({ objects, found: objects.length });
export const none = { objects: [], found: 0 };

export const refused = (resource: string, verb: 'get' | 'list' = 'list'): ReadFailure => ({
  status: 'failed',
  reason: 'forbidden',
  message: 'the API server does not permit it (403)',
  needs: { verb, apiGroup: '', resource, namespace: 'kube-system' },
  requests: 1,
});

export const logOf = (pod: string, lines: string[], more: Partial<PodLog> = {}): PodLog => ({
  pod,
  previous: false,
  recent: true,
  lines,
  ...more,
});

export const corefileOf = (...lines: string[]): NonNullable<ClusterDns['corefile']> => {
  const text = `.:53 {\nkubernetes cluster.local\n${lines.join('\n')}\nforward . 10.0.0.2\n}`;
  const parsed = parseCorefile(text);
  if (!parsed) throw new Error('Not a Corefile.');
  return { name: 'coredns', parsed: reducedCorefile(parsed) };
};

/** A cluster's DNS that is well: two pods, both ready. */
export const healthy: ClusterDns = {
  cluster: { source: 'live' },
  requests: 6,
  nameservers: [KUBE_DNS],
  source: { object: podOf('api') },
  services: many(service),
  slices: many(sliceOf([true, true])),
  pods: many(podOf('coredns-1'), podOf('coredns-2')),
  nodeLocal: none,
  corefile: corefileOf(),
  logs: [],
};

/** The same with nothing that is ready. */
export const dead: ClusterDns = {
  ...healthy,
  slices: many(sliceOf([false, false])),
  pods: many(
    podOf('coredns-1', { ready: false, restarts: 3 }),
    podOf('coredns-2', { ready: false, restarts: 3 }),
  ),
};

/** One question and what came of it; without a code no reply. */
export function exchange(
  name: string,
  rcode?: string,
  { server = KUBE_DNS, type = 'A', data = [] as string[] } = {},
): DnsExchange {
  if (rcode === undefined) {
    return {
      server,
      name,
      type,
      attempts: [{ transport: 'udp', outcome: 'timeout', ms: 1500, tries: 1 }],
    };
  }
  const message = {
    rcode,
    flags: { aa: true, tc: false, rd: true, ra: true, ad: false, cd: false },
    answers: data.map((one) => ({ name, type, ttl: 5, data: one })),
    authority:
      rcode === 'NXDOMAIN' ? [{ name: 'cluster.local.', type: 'SOA', ttl: 5, data: 'ns. x. 1 1 1 1 1' }] : [],
    additional: [],
    size: 100,
  };
  return {
    server,
    name,
    type,
    attempts: [{ transport: 'udp', outcome: 'answer', ms: 1, tries: 1, message }],
  };
}

/** What dns_lookup saw from a pod: the exchanges of its own name servers. */
export const lookupOf = (exchanges: DnsExchange[], { nameservers = [KUBE_DNS] } = {}): Observation => ({
  config: {
    nameservers,
    search: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
    ndots: 5,
    timeout: 5,
    attempts: 2,
    options: [],
    hostsSources: ['files', 'dns'],
    hostsLines: [],
    libc: 'glibc',
    authoritative: true,
  },
  views: exchanges.map((one) => ({ role: 'configured' as const, exchange: one })),
  ancestors: [],
  routes: [],
  refused: [],
});

export const rowOf = (code: Code, status: 'fail' | 'warn' = 'fail'): Check =>
  (status === 'fail' ? fail : warn)(code, { test: 'A name', summary: 'as dns_lookup says' });

const redis = Service.parse({
  metadata: { name: 'redis', namespace: 'cache' },
  spec: {
    selector: { app: 'redis' },
    ports: [{ port: 6379 }],
    clusterIP: '10.96.12.34',
    clusterIPs: ['10.96.12.34'],
  },
});

/** What service_audit saw of cache/redis, which is there. */
export const redisSeen: ServiceSeen = {
  cluster: { source: 'live' },
  requests: 3,
  service: { object: redis },
};

/** A question from a pod for cache/redis. */
export const ofRedis = (more: Partial<Case>): Case => ({
  seen: healthy,
  host: 'redis.cache.svc.cluster.local',
  named: { namespace: 'cache', name: 'redis' },
  service: redisSeen,
  ...more,
});

/** A question from a pod for a name outside. */
export const ofOutside = (more: Partial<Case>): Case => ({ seen: healthy, host: 'api.example.com', ...more });

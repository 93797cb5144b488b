import { CannotObserve } from '../../../core/cannot-observe.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Look } from '../../../core/tool.ts';
import { namesDnsPorts } from '../dns-port.ts';
import type { End } from '../end.ts';
import type { Observation } from '../observation.ts';
import { choosesServers, readClusterDns, readDnsService } from './cluster-dns.ts';
import { readEnd } from './end-objects.ts';
import { readPolicies } from './policies.ts';
import { Reader } from './reader.ts';
import { trimmed } from './trimmed.ts';
import { unreadPolicies } from './unread-policies.ts';
import { readWorkloads } from './workloads.ts';

/** What is to be read. */
export interface Wanted {
  readonly context: string | undefined;
  readonly ends: readonly End[];
  /** The one of them that dials: its address is no Service's. */
  readonly caller?: End | undefined;
  /** Namespaces besides those of the ends. */
  readonly namespaces: readonly string[];
  /** The cluster's DNS, too. */
  readonly dns: boolean;
  /** The name server of the first end, which may be the cluster's. */
  readonly nameserver?: string | undefined;
}

/**
 * Reads the two ends, the pods and policies of their namespaces, and cluster-scoped policies. Throws CannotObserve where no pod could be
 * read at all.
 */
export async function readCluster(
  look: Pick<Look, 'world' | 'signal'>,
  { context, ends, caller, namespaces: others, dns: withDns, nameserver }: Wanted,
): Promise<Observation> {
  const reader = new Reader(look, context);
  const where = await look.world.kubernetes.where(context);
  const [namespaces, daemonSets, dns, ...objects] = await Promise.all([
    reader.list(resources.namespaces, undefined, { limit: MOST_NAMESPACES }),
    reader.list(resources.daemonSets, undefined, { limit: 500 }),
    withDns ? readClusterDns(reader) : undefined,
    ...ends.map((end) => readEnd(reader, end, end !== caller)),
  ]);
  const found = objects.flatMap(({ pods }) => pods);
  const services = objects.flatMap((one) => one.services);
  const inside = [
    ...new Set([
      ...others,
      ...ends.flatMap((end) => ('namespace' in end ? [end.namespace] : [])),
      // A pod in the node's network is found by its node's address, and is not the one that is meant.
      ...found.filter(({ spec }) => spec.hostNetwork !== true).map(({ metadata }) => metadata.namespace),
      ...services.map(({ metadata }) => metadata.namespace),
    ]),
  ];
  const policyNamespaces = [...new Set([...inside, ...(dns ? [dns.namespace] : [])])];
  const [pods, policies] = await Promise.all([
    Promise.all(inside.map((namespace) => reader.list(resources.pods, namespace))),
    readPolicies(reader, policyNamespaces),
  ]);
  refuseBlindness(reader, inside, pods.flat().length);
  const workloads = await readWorkloads(reader, ends, pods.flat());
  const dnsServices =
    dns && (!dns.pods.every(namesDnsPorts) || choosesServers(ends[0], pods.flat(), nameserver))
      ? await readDnsService(reader, dns.namespace)
      : [];
  const seen = new Set(namespaces.map(({ metadata }) => metadata.name));
  const unseen = inside.filter((name) => !seen.has(name));
  const single = await Promise.all(unseen.map((name) => reader.get(resources.namespaces, name)));
  const complete =
    reader.missing.every(({ resource }) => resource !== 'namespaces') && namespaces.length < MOST_NAMESPACES;
  // Asked again: of manifests it is known by now what could not be read.
  const afterwards = await look.world.kubernetes.where(context);
  return {
    where: afterwards,
    requests: reader.requests,
    namespaces: [...namespaces, ...single.filter((one) => one !== undefined)],
    allNamespaces: complete && where.source === 'live',
    pods: distinct([...pods.flat(), ...found, ...(dns?.pods ?? [])].map(trimmed)),
    nodes: objects.flatMap(({ nodes }) => nodes),
    services: [...services, ...dnsServices],
    endpointSlices: objects.flatMap(({ endpointSlices }) => endpointSlices),
    workloads,
    ...policies,
    daemonSets: daemonSets.map(({ metadata }) => metadata.name),
    ...(dns && { dnsNamespace: dns.namespace }),
    missing: [...reader.missing, ...unreadPolicies(afterwards, policyNamespaces)],
  };
}

/** One page; a cluster with more has the others looked up by name. */
const MOST_NAMESPACES = 500;

function refuseBlindness({ missing }: Reader, inside: readonly string[], pods: number): void {
  const unread = missing.filter(({ resource }) => resource === 'pods');
  // The ends come before the cluster's DNS.
  const fatal = unread.find(({ namespace }) => inside.includes(namespace ?? '')) ?? unread[0];
  if (!fatal || pods > 0) return;
  if (fatal.reason === 'no-cluster')
    throw new CannotObserve(
      'missing',
      'No cluster is configured: there is no kubeconfig, and this is not a pod.',
      readFix(fatal),
    );
  const whose = fatal.namespace === undefined ? 'the cluster' : `namespace ${fatal.namespace}`;
  throw new CannotObserve(
    fatal.reason === 'forbidden' ? 'permission' : 'missing',
    `The pods of ${whose} could not be read (${fatal.reason}).`,
    readFix(fatal),
  );
}

const distinct = (pods: Observation['pods']): Observation['pods'] => [
  ...new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod])).values(),
];

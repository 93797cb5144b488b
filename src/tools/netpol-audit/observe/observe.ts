import { BadInput } from '../../../core/bad-input.ts';
import { CannotObserve } from '../../../core/cannot-observe.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Look } from '../../../core/tool.ts';
import { type End, parseEnd } from '../end.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { type ClusterDns, readClusterDns } from './cluster-dns.ts';
import { readEnd } from './end-objects.ts';
import { readWorkloads } from './workloads.ts';
import { readPolicies } from './policies.ts';
import { Reader } from './reader.ts';
import { trimmed } from './trimmed.ts';

/** Reads only what the question needs: its two ends, the pods and policies of their namespaces, cluster-scoped policies. */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const ends = endsOf(input);
  const reader = new Reader(look, input.context);
  look.progress('read the cluster');
  const where = await look.world.kubernetes.where(input.context);
  const isPod = ends[0] !== undefined && !['address', 'node'].includes(ends[0].kind);
  const [namespaces, daemonSets, dns, ...named] = await Promise.all([
    reader.list(resources.namespaces, undefined, { limit: 500 }),
    reader.list(resources.daemonSets, undefined, { limit: 500 }),
    isPod ? readClusterDns(reader) : undefined,
    ...ends.map((end) => readEnd(reader, end)),
  ]);
  const objects = named.filter((one) => one !== undefined);
  const found = objects.flatMap(({ pods }) => pods);
  const inside = [
    ...new Set([...namespacesOf(input, ends), ...found.map(({ metadata }) => metadata.namespace)]),
  ];
  const [pods, policies] = await Promise.all([
    Promise.all(inside.map((namespace) => reader.list(resources.pods, namespace))),
    readPolicies(reader, [...new Set([...inside, ...(dns ? [dns.namespace] : [])])]),
  ]);
  const fatal = reader.missing.find(({ resource }) => resource === 'pods');
  if (fatal && pods.flat().length === 0) {
    throw new CannotObserve(
      fatal.reason === 'forbidden' ? 'permission' : 'missing',
      `The pods ${fatal.namespace === undefined ? 'of the cluster' : `of namespace ${fatal.namespace}`} could not be read (${fatal.reason}).`,
      readFix(fatal),
    );
  }
  const workloads = await readWorkloads(reader, ends, pods.flat());
  const seen = new Set(namespaces.map(({ metadata }) => metadata.name));
  const unseen = inside.filter((name) => !seen.has(name));
  const single = await Promise.all(unseen.map((name) => reader.get(resources.namespaces, name)));
  const complete =
    reader.missing.every(({ resource }) => resource !== 'namespaces') && namespaces.length < 500;
  return {
    where,
    requests: reader.requests,
    namespaces: [...namespaces, ...single.filter((one) => one !== undefined)],
    allNamespaces: complete && where.source === 'live',
    pods: distinct([...pods.flat(), ...found, ...(dns?.pods ?? [])].map(trimmed)),
    nodes: objects.flatMap(({ nodes }) => nodes),
    services: objects.flatMap(({ services }) => services),
    endpointSlices: objects.flatMap(({ endpointSlices }) => endpointSlices),
    workloads,
    ...policies,
    daemonSets: daemonSets.map(({ metadata }) => metadata.name),
    ...dnsNamespace(dns),
    missing: reader.missing,
  };
}

const dnsNamespace = (dns: ClusterDns | undefined) => (dns ? { dnsNamespace: dns.namespace } : {});

function endsOf({ source, destination, namespace }: Input): End[] {
  if (source !== undefined && destination !== undefined) return [parseEnd(source), parseEnd(destination)];
  if (source === undefined && destination === undefined && namespace !== undefined) return [];
  throw new BadInput(
    'Which two ends?',
    'Send source, destination and port; or namespace alone, to survey it.',
  );
}

const namespacesOf = ({ namespace }: Input, ends: readonly End[]): string[] => [
  ...(namespace === undefined ? [] : [namespace]),
  ...ends.flatMap((end) => ('namespace' in end ? [end.namespace] : [])),
];

const distinct = (pods: Observation['pods']): Observation['pods'] => [
  ...new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod])).values(),
];

import { configuration } from '../../../lab/serving/named.ts';
import { zone } from '../../../lab/serving/zone.ts';
import type { Manifest } from '../../manifest.ts';
import type { PodServer } from '../scene.ts';
import type { NameServer } from '../story/name-server.ts';

const DOMAIN = 'cluster.local.';

/**
 * A name server that answers for the cluster's names as its Services tell (Kubernetes DNS specification) and the rewrite rules of
 * its Corefile. Others it forwards, or denies where there is nobody to forward to.
 */
export function clusterDns(
  objects: readonly Manifest[],
  { port, forwarder }: Pick<NameServer, 'port' | 'forwarder'>,
): PodServer {
  const rewritten = rewrites(objects);
  const records = objects
    .filter(({ kind }) => kind === 'Service')
    .flatMap((each) => recordsOf(each, objects))
    .flatMap((record) => (rewritten.some((name) => record.startsWith(`${name} `)) ? [] : [record]));
  const others =
    forwarder === undefined
      ? 'type primary; file "root.zone";'
      : `type forward; forward only; forwarders { ${forwarder}; };`;
  return {
    name: `cluster-dns-${port}`,
    run: ['named', '-g', '-n', '1', '-c', 'named.conf'],
    files: {
      // Nothing else exists.
      'root.zone': zone('.', [`ns.dns.${DOMAIN} A 10.96.0.10`], `ns.dns.${DOMAIN}`),
      'cluster.zone': zone(DOMAIN, ['ns.dns A 10.96.0.10', ...records], `ns.dns.${DOMAIN}`),
      'named.conf': configuration(
        ['0.0.0.0'],
        [
          `port ${port};`,
          ...(forwarder === undefined
            ? ['recursion no;']
            : ['recursion yes;', 'allow-recursion { any; };', 'allow-query-cache { any; };']),
        ],
        [`zone "." { ${others} };`, 'zone "cluster.local" { type primary; file "cluster.zone"; };'],
      ).replace('listen-on { 0.0.0.0; }', 'listen-on { any; }'),
    },
    ports: { tcp: [port], udp: [port] },
  };
}

function recordsOf(service: Manifest, objects: readonly Manifest[]): string[] {
  const { name, namespace } = service.metadata;
  const { clusterIP, type, externalName } = service['spec'] as Record<string, string | undefined>;
  const own = `${name}.${namespace}.svc`;
  if (type === 'ExternalName') return [`${own} CNAME ${externalName}.`];
  if (clusterIP !== 'None') return [`${own} A ${clusterIP}`];
  const slices = objects.filter(
    ({ kind, metadata }) =>
      kind === 'EndpointSlice' &&
      metadata.namespace === namespace &&
      (metadata['labels'] as Record<string, string>)['kubernetes.io/service-name'] === name,
  );
  const endpoints = slices.flatMap((slice) => slice['endpoints'] as { addresses: string[] }[]);
  return endpoints.flatMap(({ addresses }) => addresses).map((address) => `${own} A ${address}`);
}

/** Names below the cluster's domain that a Corefile rewrites; to what does not exist, in these scenes. */
const rewrites = (objects: readonly Manifest[]): string[] =>
  objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap((map) => [...((map['data'] as Record<string, string>)['Corefile'] ?? '').matchAll(REWRITE)])
    .map(([, name = '']) => name);
const REWRITE = /^\s*rewrite name (\S+)\.cluster\.local\.? gone\./gm;

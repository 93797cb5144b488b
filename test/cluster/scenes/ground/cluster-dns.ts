import { configuration } from '../../../lab/serving/named.ts';
import { zone } from '../../../lab/serving/zone.ts';
import type { Manifest } from '../../manifest.ts';
import type { PodServer } from '../scene.ts';

const DOMAIN = 'cluster.local.';

/** A name server that answers for the cluster's names as its Services tell (Kubernetes DNS specification), and for no others. */
export function clusterDns(objects: readonly Manifest[], port: number): PodServer {
  const records = objects
    .filter(({ kind }) => kind === 'Service')
    .flatMap((each) => recordsOf(each, objects));
  return {
    name: 'cluster-dns',
    run: ['named', '-g', '-n', '1', '-c', 'named.conf'],
    files: {
      // Nothing else exists.
      'root.zone': zone('.', [`ns.dns.${DOMAIN} A 10.96.0.10`], `ns.dns.${DOMAIN}`),
      'cluster.zone': zone(DOMAIN, ['ns.dns A 10.96.0.10', ...records], `ns.dns.${DOMAIN}`),
      'named.conf': configuration(
        ['0.0.0.0'],
        [`port ${port};`, 'recursion no;'],
        [
          'zone "." { type primary; file "root.zone"; };',
          'zone "cluster.local" { type primary; file "cluster.zone"; };',
        ],
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

import { join } from 'node:path';
import { must, inside } from '../../../lab/network/execute.ts';
import { startServer } from '../../../lab/serving/start-server.ts';
import type { Manifest } from '../../manifest.ts';
import type { Fix, PodServer, Scene } from '../scene.ts';
import { API_SERVER, DNS_POD, dnsObjects, USUAL } from '../system.ts';
import { applyChange, changed } from './apply.ts';
import { clusterDns } from './cluster-dns.ts';
import { type NodeNetwork, nodeNetwork } from './node-network.ts';
import { nodeRules } from './node-rules.ts';
import type { Town } from './country.ts';

const DNS_HOST = 'dns';

/** A scene that is set up: objects in the API server, and a data plane that does what they say. */
export interface Stage extends AsyncDisposable {
  readonly namespace: (host: string) => string;
  /** Changes objects, rules and servers as a fix says. */
  mend(fix: Fix): Promise<void>;
}

/** Sets a scene up in a cluster, with files in a folder. */
export async function setUp(scene: Scene, { cluster }: Town, folder: string): Promise<Stage> {
  const { dnsPort } = scene.system ?? USUAL;
  let objects: readonly Manifest[] = scene.objects;
  const hosts = scene.hosts.map(({ pod, address }) => ({ name: pod, address }));
  const network = await nodeNetwork([...hosts, { name: DNS_HOST, address: DNS_POD }]);
  const { namespace } = network;
  const serve = (host: string, server: PodServer): Promise<unknown> =>
    startServer({ at: host, ...server }, namespace(host), {
      folder: join(folder, host.replace('/', '-')),
      pki: folder,
    });
  const rules = (enforced: readonly string[]): Promise<void> =>
    network.rules(nodeRules([...API_SERVER.objects, ...dnsObjects(dnsPort), ...objects], enforced));
  try {
    const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
    const missing = namespaces.filter(
      (name) => !objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name),
    );
    await cluster.create([
      ...missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ...objects,
    ]);
    for (const { pod, container } of scene.hosts) {
      const [own = '', name = ''] = pod.split('/');
      if (container) cluster.place({ ...container, namespace: own, pod: name, network: namespace(pod) });
    }
    await Promise.all([
      serve(DNS_HOST, clusterDns([...dnsObjects(dnsPort), ...objects], dnsPort)),
      serve(DNS_HOST, API_SERVER.server),
      ...scene.hosts.flatMap(({ pod, servers = [] }) => servers.map((server) => serve(pod, server))),
      rules(scene.enforced ?? []),
    ]);
    await orders(network, scene.faults ?? []);
  } catch (error) {
    await network[Symbol.asyncDispose]();
    throw error;
  }
  return {
    namespace,
    async mend(fix) {
      await applyChange(cluster, objects, fix);
      objects = changed(objects, fix);
      await rules(fix.enforced ?? []);
      await orders(network, fix.node ?? []);
      for (const { pod, server } of fix.start ?? []) await serve(pod, server);
    },
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}

async function orders({ namespace }: NodeNetwork, all: readonly (readonly string[])[]): Promise<void> {
  for (const argv of all) await must(inside(namespace('node'), argv));
}

import { join } from 'node:path';
import { must, inside } from '../../../lab/network/execute.ts';
import { type Running, startServer } from '../../../lab/serving/start-server.ts';
import type { Fix as Printed } from '../../../../src/core/fix.ts';
import type { Manifest } from '../../manifest.ts';
import type { Fix, PodServer, Scene } from '../scene.ts';
import { nameServer } from '../story/name-server.ts';
import { apiServer, USUAL } from '../system.ts';
import { applyChange, changed } from './apply.ts';
import { clusterDns } from './cluster-dns.ts';
import { placeContainers } from './containers.ts';
import { enforcedRules } from './network-plugin.ts';
import { type NodeNetwork, nodeNetwork } from './node-network.ts';
import { nodeRules } from './node-rules.ts';
import type { Town } from './country.ts';
import { follow } from './person.ts';
import { placesOf } from './places.ts';
import { settled } from './settled.ts';

const DNS_HOST = 'dns';

/** A scene that is set up: objects in the API server, and a data plane that does what they say. */
export interface Stage extends AsyncDisposable {
  readonly namespace: (host: string) => string;
  /** Changes objects, rules and servers as a fix says; `printed` is what the answer says. */
  mend(fix: Fix, printed?: Printed): Promise<void>;
}

/** Sets a scene up in a cluster, with files in a folder. */
export async function setUp(scene: Scene, { cluster }: Town, folder: string): Promise<Stage> {
  const { dnsPort = 53, plugin } = scene.system ?? USUAL;
  const names = scene.names ?? nameServer({ port: dnsPort });
  let objects: readonly Manifest[] = [...(scene.names?.objects ?? []), ...scene.objects];
  const api = apiServer(names.pod.address);
  const there = [...api.objects, ...(scene.names ? [] : names.objects)];
  const hosts = scene.hosts.map(({ pod, address }) => ({ name: pod, address }));
  const network = await nodeNetwork([...hosts, { name: DNS_HOST, address: names.pod.address }]);
  const { namespace } = network;
  const serve = (host: string, server: PodServer): Promise<Running> =>
    startServer({ at: host, ...server }, namespace(host), {
      folder: join(folder, host.replace('/', '-')),
      pki: folder,
    });
  const rules = (enforced: readonly string[]): Promise<void> =>
    network.rules(nodeRules([...there, ...objects], enforced));
  const dnsHosts = [DNS_HOST, ...(scene.nodeLocal === undefined ? [] : ['node'])];
  const dns = (): Promise<Running[]> =>
    Promise.all(
      dnsHosts.map((host) =>
        serve(host, clusterDns([...there, ...objects], host === 'node' ? { port: 53 } : names)),
      ),
    );
  let resolving: readonly Running[] = [];
  try {
    const local = scene.nodeLocal;
    if (local !== undefined) await orders(network, [['ip', 'address', 'add', local, 'dev', 'lo']]);
    await cluster.create([...namespacesOf(objects), ...objects]);
    placeContainers(cluster, scene, names, namespace);
    [resolving] = await Promise.all([
      dns(),
      serve(DNS_HOST, api.server),
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
    async mend(fix, printed) {
      if (fix.printed) {
        if (!printed) throw new Error('The answer has no fix.');
        const asPlugin = (): string[] =>
          enforcedRules([...there, ...objects], placesOf(scene, names), plugin);
        // Rules that nobody's policies make would go away with any fix.
        if ((scene.enforced ?? []).length > 0 && asPlugin().length === 0)
          throw new Error('No policy of the scene makes its rules.');
        await follow(printed, cluster);
        objects = await settled(cluster, spacesOf(objects));
        await rules(asPlugin());
      } else {
        await applyChange(cluster, objects, fix);
        objects = changed(objects, fix);
        await rules(fix.enforced ?? []);
      }
      await orders(network, fix.node ?? []);
      for (const { pod, server } of fix.start ?? []) await serve(pod, server);
      for (const server of resolving) await server.stop();
      resolving = await dns();
    },
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}

/** The namespaces that objects are in, where they are not among them. */
function namespacesOf(objects: readonly Manifest[]): Manifest[] {
  return spacesOf(objects)
    .filter((name) => !objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name))
    .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
}

const spacesOf = (objects: readonly Manifest[]): string[] =>
  [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))].filter(
    (name) => name !== 'kube-system',
  );

async function orders({ namespace }: NodeNetwork, all: readonly (readonly string[])[]): Promise<void> {
  for (const argv of all) await must(inside(namespace('node'), argv));
}

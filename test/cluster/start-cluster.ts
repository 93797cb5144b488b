import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAccount } from './account.ts';
import { apiClient, type ApiClient } from './api-client.ts';
import { startApiServer } from './api-server.ts';
import { type ApiRequest, isRead, readAuditLog } from './audit-log.ts';
import type { Container } from './container.ts';
import { createObjects, type CreateOptions } from './create-objects.ts';
import { makeCredentials } from './credentials.ts';
import { startEtcd } from './etcd.ts';
import { freePorts } from './free-ports.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { type Kubelet, startKubelet } from './kubelet.ts';
import { FOLDER_PREFIX, removeLeftovers } from './leftovers.ts';
import type { Manifest } from './manifest.ts';
import { withKubelet } from './node-endpoint.ts';
import { resourcePaths } from './resource-paths.ts';

/** Somebody who may ask the API server what the given roles allow. */
export interface Reader {
  /** Path of a kubeconfig file. */
  readonly kubeconfig: string;
  /** As the audit log and RBAC name it. */
  readonly user: string;
  readonly token: string;
}

/** A running API server with RBAC, and a kubelet for the nodes that tests tell of. */
export interface Cluster {
  /** https://127.0.0.1:PORT */
  readonly server: string;
  /** Where its files and logs are; gone when it is over. */
  readonly folder: string;
  /** Path of the certificate of its authority, PEM. */
  readonly authority: string;
  /** Path of a kubeconfig file of an administrator, `kubernetes-admin`. */
  readonly kubeconfig: string;
  /** For what else a test wants to do as the harness, whose requests `requests` leaves out. */
  readonly harness: ApiClient;
  /** Creates objects with their statuses; a Node gets the kubelet's address and port. */
  create(objects: readonly Manifest[], options?: CreateOptions): Promise<void>;
  /** The path of an object at the API server. */
  pathOf(object: Manifest): Promise<string>;
  /** Makes somebody who has exactly the Roles and ClusterRoles among the manifests. */
  kubeconfigFor(roles: readonly Manifest[]): Promise<Reader>;
  /** Puts what stands for a container into a pod, for exec and logs. */
  place(container: Container): void;
  /** What was asked since the start, in order; of one user when told. */
  requests(user?: string): Promise<ApiRequest[]>;
  /** Ends everything and removes its files. Throws when somebody made by `kubeconfigFor` tried to write. */
  stop(): Promise<void>;
}

/** Starts a cluster with nothing in it. One is enough for the tests of a file. */
export async function startCluster(): Promise<Cluster> {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const endings: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const end = async (): Promise<void> => {
    for (const ending of endings.splice(0).toReversed()) await ending();
  };
  try {
    return await start(folder, endings, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function start(
  folder: string,
  endings: (() => Promise<void> | void)[],
  end: () => Promise<void>,
): Promise<Cluster> {
  const [port = 0, etcdPort = 0, peerPort = 0, kubeletPort = 0] = await freePorts(4);
  const credentials = makeCredentials(folder);
  const audit = join(folder, 'audit.log');
  const etcd = await startEtcd(folder, etcdPort, peerPort);
  endings.push(() => etcd.stop('kill'));
  const apiServer = startApiServer({ folder, audit, credentials }, port, etcdPort);
  endings.push(() => apiServer.stop('kill'));
  const kubelet: Kubelet = await startKubelet(folder, kubeletPort, credentials);
  endings.push(() => kubelet.stop());
  const server = `https://127.0.0.1:${port}`;
  const authority = readFileSync(credentials.authority, 'utf8');
  const harness = apiClient(server, authority, credentials.harness);
  endings.push(() => harness.close());
  await apiServer.ready(async () => (await harness.ask('GET', '/readyz')).status === 200);
  const paths = resourcePaths(harness);
  const readers: Reader[] = [];
  let accounts = 0;
  const kubeconfig = join(folder, 'admin.kubeconfig');
  const { admin } = credentials;
  writeKubeconfig({ file: kubeconfig, server, authority, user: admin.user, credential: admin });
  const requests = async (user?: string): Promise<ApiRequest[]> => {
    const all = await readAuditLog(audit);
    return all.filter((one) =>
      user === undefined ? one.user !== credentials.harness.user : one.user === user,
    );
  };
  return {
    server,
    folder,
    authority: credentials.authority,
    kubeconfig,
    harness,
    requests,
    create: (objects, options) =>
      createObjects(
        harness,
        paths,
        objects.map((object) => withKubelet(object, kubeletPort)),
        options,
      ),
    pathOf: (object) => paths.item(object),
    async kubeconfigFor(roles) {
      const name = `reader-${(accounts += 1)}`;
      const account = await makeAccount(harness, paths, name, roles);
      const file = join(folder, `${name}.kubeconfig`);
      writeKubeconfig({ file, server, authority, user: name, credential: { token: account.token } });
      const reader = { kubeconfig: file, ...account };
      readers.push(reader);
      return reader;
    },
    place: (container) => kubelet.place(container),
    async stop() {
      const users = readers.map(({ user }) => user);
      const asked = await requests().finally(end);
      const writes = asked.filter((one) => users.includes(one.user) && !isRead(one));
      if (writes.length > 0) throw new Error(`A reader tried to write: ${JSON.stringify(writes)}`);
    },
  };
}

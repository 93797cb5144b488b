import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Container, environmentOf, runtimeLog, usualFiles } from './container.ts';
import { makeContainerRoot } from './container-root.ts';
import type { Credentials } from './credentials.ts';
import { startDaemon } from './daemon.ts';
import { clusterProgram } from './programs.ts';

const REGISTERED_NETWORKS = '/run/netns';

/** The agent of all nodes of the cluster. It serves exec and logs; it starts nothing by itself. */
export interface Kubelet {
  /** Puts a container into a pod. Throws when this one is there already. */
  place(container: Container): void;
  /** Ends it and whatever still runs in its containers. */
  stop(): Promise<void>;
}

/** Starts the kubelet on a port of the loopback, with its files in a folder. */
export async function startKubelet(folder: string, port: number, credentials: Credentials): Promise<Kubelet> {
  const list = join(folder, 'containers.json');
  const placed = new Map<string, object>();
  const write = (): void => {
    writeFileSync(`${list}.new`, JSON.stringify([...placed.values()], null, 2));
    renameSync(`${list}.new`, list);
  };
  write();
  const flags = {
    address: `127.0.0.1:${port}`,
    containers: list,
    'tls-cert-file': credentials.serverCertificate,
    'tls-private-key-file': credentials.serverKey,
    'client-ca-file': credentials.authority,
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  const daemon = startDaemon([clusterProgram('kubelet') ?? '', ...args], join(folder, 'kubelet.log'));
  await daemon.ready(() => accepts(port));
  return {
    place(container) {
      const key = `${container.namespace}/${container.pod}/${container.name}`;
      if (placed.has(key)) throw new Error(`There is a container ${key} already.`);
      placed.set(key, made(container, join(folder, `container-${placed.size}`)));
      write();
    },
    stop: () => daemon.stop('end of stdin'),
  };
}

/** Makes the files of a container and gives its entry in the kubelet's list (server/kubelet/container.go). */
function made(container: Container, folder: string): object {
  const { namespace, pod, name, programs, network, user = 0, files = {} } = container;
  const [root, cgroup] = [join(folder, 'root'), join(folder, 'cgroup')];
  for (const each of [root, cgroup]) mkdirSync(each, { recursive: true });
  makeContainerRoot(root, programs, { ...usualFiles(container), ...files });
  for (const [file, text] of Object.entries(container.cgroup ?? {})) writeFileSync(join(cgroup, file), text);
  const log = (lines: readonly string[] | undefined, called: string): string => {
    if (lines === undefined) return '';
    const path = join(folder, called);
    writeFileSync(path, runtimeLog(lines, Date.now()));
    return path;
  };
  return {
    namespace,
    pod,
    name,
    root,
    cgroup,
    network: network === undefined ? '' : join(REGISTERED_NETWORKS, network),
    environment: environmentOf(container),
    user,
    logs: log(container.logs ?? [], 'log'),
    previousLogs: log(container.previousLogs, 'previous-log'),
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressPolicy } from '../../src/core/address/policy.ts';
import type { Vantage } from '../../src/core/world/world.ts';
import { connections } from '../../src/world/kubernetes/connections.ts';
import { podExec } from '../../src/world/kubernetes/exec.ts';
import { openPod } from '../../src/world/vantage/pod/open-pod.ts';
import type { PodExec } from '../../src/world/vantage/pod/pod-exec.ts';
import { certificate } from '../servers/tls-certificate.ts';
import { Lab, SERVER } from '../world/tcp-lab.ts';
import type { Container } from './container.ts';
import { clusterRole, namespace, node, pod, readPods } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

/** Pods of a real cluster whose containers carry what is told, in the client's namespace of a lab with servers. */
export interface PodScene extends AsyncDisposable {
  readonly lab: Lab;
  readonly cluster: Cluster;
  readonly reader: Reader;
  exec(name: string): PodExec;
  vantage(name: string): Promise<Vantage>;
  /** The programs that run in the pods now, but for what stands for the containers themselves. */
  programs(): string[];
}

const rule = { apiGroups: [''], resources: ['pods/exec'], verbs: ['get', 'create'] };

export async function podScene(containers: Readonly<Record<string, Partial<Container>>>): Promise<PodScene> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-pods-'));
  const lab = new Lab();
  const { key, cert } = certificate({ name: 'web.shop', san: ['web.shop'] });
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  const script = join(import.meta.dirname, 'pod-servers-child.ts');
  const servers = spawn('ip', ['netns', 'exec', lab.nameOf('s'), process.execPath, script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [cluster] = await Promise.all([startCluster(), once(servers.stdout, 'data')]);
  const names = Object.keys(containers);
  await cluster.create([namespace('shop'), node, ...names.map((name) => pod(name))]);
  for (const [name, more] of Object.entries(containers)) {
    cluster.place({
      namespace: 'shop',
      pod: name,
      name: 'main',
      programs: [name],
      network: lab.nameOf('c'),
      ...more,
      files: {
        '/etc/resolv.conf': `search shop.svc.cluster.local svc.cluster.local\nnameserver ${SERVER}\noptions ndots:5 timeout:1\n`,
        '/etc/hosts': '127.0.0.1 localhost\n10.81.2.3 pinned\n',
        ...more.files,
      },
    });
  }
  const reader = await cluster.kubeconfigFor([clusterRole('run', readPods, rule)]);
  const connect = connections({ kubeconfig: reader.kubeconfig, env: {} });
  const place = (name: string) => ({ namespace: 'shop', pod: name, container: 'main' });
  const exec = (name: string): PodExec => podExec(() => connect(), place(name));
  return {
    lab,
    cluster,
    reader,
    exec,
    vantage: (name) =>
      openPod(
        {
          exec: exec(name),
          place: place(name),
          identity: { kind: 'pod', name: `shop/${name}` },
          policy: addressPolicy(),
        },
        new AbortController().signal,
      ),
    programs() {
      const pids = execFileSync('ip', ['netns', 'pids', lab.nameOf('c')], { encoding: 'utf8' }).split('\n');
      return pids
        .filter((pid) => pid !== '')
        .flatMap(commandOf)
        .filter((command) => !command.includes('kubelet pause '));
    },
    async [Symbol.asyncDispose]() {
      await cluster.stop();
      servers.kill('SIGKILL');
      lab.down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function commandOf(pid: string): string[] {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
    return words === '' ? [] : [words.slice(0, 200)];
  } catch {
    return []; // It has ended.
  }
}

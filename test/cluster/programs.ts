import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findCommand, type Wants } from '../needs.ts';
import { sourcesHash } from './server-sources.ts';

/** What `npm run cluster:build` makes. */
export const BUILT = ['kube-apiserver', 'kubelet'] as const;

/** Where the built programs are kept, outside of the tree: they are some hundred megabytes. */
export const builtFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'layerwalk-test', sourcesHash());

/** The path of a program of the cluster: as built here, where envtest keeps them, or in PATH; null when it is nowhere. */
export function clusterProgram(name: 'etcd' | (typeof BUILT)[number]): string | null {
  const built = join(builtFolder(), name);
  if (existsSync(built)) return built;
  if (name === 'kubelet') return null; // Another's would be a real one.
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (assets && existsSync(join(assets, name))) return join(assets, name);
  return findCommand(name);
}

/** What a test with a cluster asks of the machine. */
export function clusterNeeds(): Wants {
  return {
    linux: true,
    commands: ['etcd', 'setpriv'].filter((name) => name === 'setpriv' || clusterProgram('etcd') === null),
    packages: ['etcd-server', 'util-linux'],
    also: BUILT.filter((name) => clusterProgram(name) === null).map(
      (name) => `${name} (npm run cluster:build)`,
    ),
  };
}

/** What a test asks that also runs programs in containers. */
export function containerNeeds(): Wants {
  const wants = clusterNeeds();
  return {
    ...wants,
    root: true,
    commands: [...(wants.commands ?? []), 'nsenter', 'ip', 'busybox', 'bash', 'python3'],
    packages: [...(wants.packages ?? []), 'iproute2', 'busybox', 'bash', 'python3'],
  };
}

import type { Cluster } from '../../start-cluster.ts';
import type { Scene } from '../scene.ts';
import type { NameServer } from '../story/name-server.ts';

/** Puts what stands for their containers into the pods of a scene, and the log of its DNS. */
export function placeContainers(
  { place }: Pick<Cluster, 'place'>,
  { hosts, nodeLocal }: Scene,
  { resolver, pod, logs }: NameServer,
  networkOf: (host: string) => string,
): void {
  if (logs) place({ ...placeOf(pod.pod), name: 'main', programs: [], logs });
  for (const { pod: host, container } of hosts) {
    if (!container) continue;
    const { namespace } = placeOf(host);
    const search = `${namespace}.svc.cluster.local svc.cluster.local cluster.local`;
    // As the kubelet writes it; a short patience, so that silence does not take a test's time.
    const text = `search ${search}\nnameserver ${nodeLocal ?? resolver}\noptions ndots:5 timeout:1 attempts:1\n`;
    place({
      ...placeOf(host),
      network: networkOf(host),
      ...container,
      files: { '/etc/resolv.conf': text, ...container.files },
    });
  }
}

function placeOf(host: string): { namespace: string; pod: string } {
  const [namespace = '', pod = ''] = host.split('/');
  return { namespace, pod };
}

import type { Manifest } from '../../manifest.ts';
import type { Cluster } from '../../start-cluster.ts';

/** What of a namespace decides what its data plane does. */
const KINDS: readonly (readonly [string, string, string])[] = [
  ['/api/v1', 'pods', 'Pod'],
  ['/api/v1', 'services', 'Service'],
  ['/api/v1', 'configmaps', 'ConfigMap'],
  ['/apis/discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'],
  ['/apis/networking.k8s.io/v1', 'networkpolicies', 'NetworkPolicy'],
];

/** What is in these namespaces now, and the namespaces themselves. */
export async function present(
  { harness }: Pick<Cluster, 'harness'>,
  namespaces: readonly string[],
): Promise<Manifest[]> {
  const found = namespaces.flatMap((name) => [
    harness.must('GET', `/api/v1/namespaces/${name}`).then((namespace) => [namespace as Manifest]),
    ...KINDS.map(async ([group, resource, kind]) => {
      const list = await harness.must('GET', `${group}/namespaces/${name}/${resource}`);
      const apiVersion = group.replace(/^\/apis?\//, '');
      return (list as { items: Manifest[] }).items.map((item) => ({ ...item, apiVersion, kind }));
    }),
  ]);
  return (await Promise.all(found)).flat();
}

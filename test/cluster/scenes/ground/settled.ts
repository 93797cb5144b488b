import type { Manifest } from '../../manifest.ts';
import type { Cluster } from '../../start-cluster.ts';
import { endpointSlices } from './endpoint-controller.ts';
import { present } from './present.ts';

/** What is in these namespaces once the controller of endpoints has followed what changed; it is done here. */
export async function settled(
  cluster: Pick<Cluster, 'harness' | 'create' | 'pathOf'>,
  namespaces: readonly string[],
): Promise<Manifest[]> {
  const now = await present(cluster, namespaces);
  const made = endpointSlices(now);
  const served = (slice: Manifest): string => {
    const labels = slice.metadata['labels'] as Record<string, string>;
    return `${slice.metadata.namespace}/${labels['kubernetes.io/service-name']}`;
  };
  const selecting = new Set(
    now
      .filter(({ kind, ...service }) => kind === 'Service' && 'selector' in (service['spec'] as object))
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
  const old = now.filter((object) => object.kind === 'EndpointSlice' && selecting.has(served(object)));
  for (const slice of old) await cluster.harness.must('DELETE', await cluster.pathOf(slice));
  await cluster.create(made);
  return [...now.filter((object) => !old.includes(object)), ...made];
}

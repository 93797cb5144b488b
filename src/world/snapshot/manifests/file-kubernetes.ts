import { selects } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isReadable, resources } from '../../../core/kubernetes/resources.ts';
import { resourceName, type ResourceType } from '../../../core/kubernetes/resource-type.ts';
import { parseSelectorText } from '../../../core/kubernetes/selector-text.ts';
import type { Kubernetes, ReadFailure } from '../../../core/world/kubernetes.ts';
import { matchesFields } from './field-selector.ts';
import { podsOf } from './pods.ts';
import { readStore } from './store.ts';

/**
 * The port over manifests: what the files hold, workloads as the pods that they would make. A list of nothing says nothing about
 * a cluster; an object that is not there is `not-in-files`.
 */
export async function fileKubernetes(paths: readonly string[]): Promise<Kubernetes> {
  const store = await readStore(paths);
  const pods = new Map<string | undefined, readonly Pod[]>();
  const podsIn = (namespace: string | undefined): readonly Pod[] => {
    const found = pods.get(namespace) ?? podsOf(store, namespace);
    pods.set(namespace, found);
    return found;
  };
  function read<T>(resource: ResourceType<T>, namespace: string | undefined): readonly T[] {
    // The one resource whose objects may be derived; of its own type, as the table has it once.
    if ((resource as unknown) === resources.pods) return podsIn(namespace) as readonly T[];
    const found = store.of(resource, namespace);
    if ((resource as unknown) === resources.namespaces) found.forEach(addNameLabel);
    return found;
  }
  return {
    async get({ resource, namespace, name }) {
      if (!isReadable(resource, name)) return refused(resource);
      const found = read(resource, namespace).find((one) => metadataOf(one).name === name);
      return found === undefined ? notInFiles() : { status: 'ok', objects: [found], requests: 0 };
    },
    async list({ resource, namespace, labelSelector = '', fieldSelector = '', limit = Infinity }) {
      if (!isReadable(resource)) return refused(resource);
      const selector = parseSelectorText(labelSelector);
      if (!selector) throw new TypeError('Not a label selector.');
      const found = read(resource, namespace).filter(
        (one) => selects(selector, metadataOf(one).labels) && matchesFields(one, fieldSelector),
      );
      const objects = found.slice(0, limit);
      return {
        status: 'ok',
        objects,
        ...(objects.length < found.length && { truncated: true as const }),
        requests: 0,
      };
    },
    logs: async () => notInFiles(),
    async where() {
      const { named, more } = store.unread();
      return {
        source: 'files',
        ...(named.length > 0 && { unread: [...named] }),
        ...(more > 0 && { unreadMore: more }),
      };
    },
  };
}

interface Named {
  metadata: { name: string; labels: Record<string, string> };
}

// Every shape of the table has ObjectMeta or ClusterMeta.
const metadataOf = (object: unknown): Named['metadata'] => (object as Named).metadata;

/** The API server sets this label on every namespace (netpol facts 9). */
function addNameLabel(namespace: unknown): void {
  const { name, labels } = metadataOf(namespace);
  labels['kubernetes.io/metadata.name'] = name;
}

const notInFiles = (): ReadFailure => ({
  status: 'failed',
  reason: 'not-in-files',
  message: 'the manifests do not hold it',
  requests: 0,
});

const refused = (resource: ResourceType): ReadFailure => ({
  status: 'failed',
  reason: 'refused',
  message: `${resourceName(resource)} are never read`,
  requests: 0,
});

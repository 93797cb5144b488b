import { resourceName, type ResourceType } from '../../../core/kubernetes/resource-type.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Unread } from '../../../core/world/kubernetes.ts';

type Held = Pick<Unread, 'mayHold' | 'namespace'>;

const KIND = /(?:^|[\s{,'"])kind['"]?\s*:\s*['"]?([A-Za-z]{1,60})/gm;
/** Of a document's own metadata, which stands before its spec. */
const NAMESPACE = /^ {1,8}namespace:[ \t]*["']?([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)["']?[ \t]*$/m;

/** What a text that cannot be read may hold, by the kinds that it names; a template that names none may hold anything. */
export function mayHold(text: string): Held {
  const kinds = new Set([...text.matchAll(KIND)].map(([, kind]) => kind));
  if (kinds.size === 0 && text.includes('{{')) return {};
  // A template may leave the group to be filled in.
  const anyGroup = text.includes('{{') || !/apiVersion/.test(text);
  const held = Object.values<ResourceType>(resources).filter(
    ({ kind, group }) => kinds.has(kind) && (anyGroup || text.includes(group.replace(/^crd\./, ''))),
  );
  const own = /^kind:/m.test(text) && kinds.size === 1 ? namespaceOf(text) : undefined;
  return { mayHold: held.map(resourceName), ...(own !== undefined && { namespace: own }) };
}

const namespaceOf = (text: string): string | undefined => {
  const [head = ''] = text.split(/^spec:/m);
  return head.match(/^ {1,8}namespace:/gm)?.length === 1 ? NAMESPACE.exec(head)?.[1] : undefined;
};

/** What an object that cannot be read is. */
export const holds = (resource: ResourceType, namespace: string | undefined): Held => ({
  mayHold: [resourceName(resource)],
  ...(resource.namespaced && namespace !== undefined && { namespace }),
});

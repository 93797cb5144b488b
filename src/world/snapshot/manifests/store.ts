import { resources } from '../../../core/kubernetes/resources.ts';
import type { ResourceType } from '../../../core/kubernetes/resource-type.ts';
import type { Unread } from '../../../core/world/kubernetes.ts';
import { documents } from './documents.ts';
import { type ManifestObject, objectsIn } from './flatten.ts';
import { manifestFiles } from './manifest-files.ts';

const MOST_NAMED = 20;

/** The objects of some files. An object is cut to its shape when it is first asked for, so that a large dump costs little. */
export interface Store {
  /** Objects of a resource, in a namespace or in all. */
  of<T>(resource: ResourceType<T>, namespace?: string): T[];
  /** What could not be read so far; `more` are not named. */
  unread(): { readonly named: readonly Unread[]; readonly more: number };
}

/** An object as it stands in its file until it is asked for; then only what its shape keeps of it. */
interface Entry {
  whole: ManifestObject | undefined;
  cut?: unknown;
}

/** Reads everything under the given paths. Of several objects with one name the last counts, as with kubectl apply. */
export async function readStore(paths: readonly string[]): Promise<Store> {
  const named: Unread[] = [];
  let more = 0;
  const unread = (one: Unread): void => void (named.length < MOST_NAMED ? named.push(one) : more++);
  const byKind = new Map<string, Map<string, Map<string, Entry>>>();
  for (const path of paths) {
    for await (const file of manifestFiles(path, unread)) {
      for (const document of documents(file, unread)) {
        for (const object of objectsIn(document)) {
          const { group, kind, namespace, name } = object;
          const strange = notUnderstood(object);
          if (strange !== undefined) unread({ file: object.file, line: object.line, why: strange });
          const ofKind = inside(byKind, `${kind}.${group}`, () => new Map<string, Map<string, Entry>>());
          inside(ofKind, namespace, () => new Map<string, Entry>()).set(name, { whole: object });
        }
      }
    }
  }
  function cut<T>(resource: ResourceType<T>, entry: Entry): T | undefined {
    if (entry.whole) {
      entry.cut = shaped(resource, entry.whole, unread);
      entry.whole = undefined;
    }
    // Entries are kept by kind, and a kind has one shape.
    return entry.cut as T | undefined;
  }
  return {
    of(resource, namespace) {
      const ofKind = byKind.get(`${resource.kind}.${resource.group}`);
      const chosen =
        namespace === undefined || !resource.namespaced
          ? [...(ofKind?.values() ?? [])].flatMap((objects) => [...objects.values()])
          : [...(ofKind?.get(namespace)?.values() ?? [])];
      return chosen.flatMap((entry) => cut(resource, entry) ?? []);
    },
    unread: () => ({ named, more }),
  };
}

/** A kind that is read, in a version of its API that is not: it says something, and what it says is not known. */
function notUnderstood({ kind, group, version }: ManifestObject): string | undefined {
  const ofKind = Object.values<ResourceType>(resources).filter((one) => one.kind === kind);
  const known = ofKind.find((one) => one.group === group);
  if (known ? known.versions.includes(version) : ofKind.length === 0 || group !== 'extensions')
    return undefined;
  return `its ${kind} is of a version of the API that is not understood`;
}

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function shaped<T>(
  { kind, shape }: ResourceType<T>,
  { raw, file, line }: ManifestObject,
  unread: (one: Unread) => void,
): T | undefined {
  const read = shape.safeParse({ ...raw, kind });
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.filter((key) => /^[A-Za-z0-9]{1,40}$/.test(String(key))).join('.');
  unread({ file, line, why: `its ${kind} is not valid${at ? ` at ${at}` : ''}` });
  return undefined;
}

import { lean } from '../../../core/kubernetes/lean.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { ResourceType } from '../../../core/kubernetes/resource-type.ts';
import type { Unread } from '../../../core/world/kubernetes.ts';
import { documents } from './documents.ts';
import { type ManifestObject, objectsIn } from './flatten.ts';
import { manifestFiles } from './manifest-files.ts';
import { holds } from './may-hold.ts';

const MOST_NAMED = 20;
const MOST_POLICIES = 500;

const mayBePolicy = ({ mayHold }: Unread): boolean =>
  mayHold === undefined || mayHold.some((resource) => resource.includes('policies'));

/** The objects of some files. An object is cut to its shape when it is first asked for, so that a large dump costs little. */
export interface Store {
  /** Objects of a resource, in a namespace or in all. */
  of<T>(resource: ResourceType<T>, namespace?: string): T[];
  /** What could not be read so far; `more` are not named. */
  unread(): { readonly named: readonly Unread[]; readonly more: number };
}

/** An object that is not checked yet until it is asked for; what its shape drops is gone already. */
interface Entry {
  whole: ManifestObject | undefined;
  cut?: unknown;
}

/** Reads everything under the given paths. Of several objects with one name the last counts, as with kubectl apply. */
export async function readStore(paths: readonly string[]): Promise<Store> {
  const named: Unread[] = [];
  let more = 0;
  // What may be policies is named before all else: it may change an answer.
  const unread = (one: Unread): void =>
    void (named.length < (mayBePolicy(one) ? MOST_POLICIES : MOST_NAMED) ? named.push(one) : more++);
  const byKind = new Map<string, Map<string, Map<string, Entry>>>();
  for (const path of paths) {
    for await (const file of manifestFiles(path, unread)) {
      for (const document of documents(file, unread)) {
        for (const object of objectsIn(document)) {
          const { group, kind, version, namespace, name, file: shown, line } = object;
          const resource = typeOf(kind, group);
          if (!resource?.versions.includes(version)) {
            const meant = resource ?? movedFrom(kind, group);
            const why = `its ${kind} is of a version of the API that is not understood`;
            if (meant) unread({ file: shown, line, why, ...holds(meant, namespace) });
            continue;
          }
          if (resource.names && !resource.names.includes(name)) continue;
          const ofKind = inside(byKind, `${kind}.${group}`, () => new Map<string, Map<string, Entry>>());
          const whole = { ...object, raw: lean(resource, object.raw) };
          inside(ofKind, namespace, () => new Map<string, Entry>()).set(name, { whole });
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

const READ = new Map(Object.values<ResourceType>(resources).map((one) => [`${one.kind}.${one.group}`, one]));
const typeOf = (kind: string, group: string): ResourceType | undefined => READ.get(`${kind}.${group}`);

/** What `extensions` held has moved to groups of its own. */
const movedFrom = (kind: string, group: string): ResourceType | undefined =>
  group === 'extensions'
    ? Object.values<ResourceType>(resources).find((one) => one.kind === kind && !one.group.includes('calico'))
    : undefined;

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function shaped<T>(
  resource: ResourceType<T>,
  { raw, file, line, namespace }: ManifestObject,
  unread: (one: Unread) => void,
): T | undefined {
  const { kind, shape } = resource;
  const read = shape.safeParse({ ...raw, kind });
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.filter((key) => /^[A-Za-z0-9]{1,40}$/.test(String(key))).join('.');
  const why = `its ${kind} is not valid${at ? ` at ${at}` : ''}`;
  unread({ file, line, why, ...holds(resource, namespace) });
  return undefined;
}

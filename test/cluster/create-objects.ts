import type { ApiClient } from './api-client.ts';
import { definedKinds } from './custom-resources.ts';
import type { Manifest, Metadata, Owner } from './manifest.ts';
import type { ResourcePaths } from './resource-paths.ts';

export interface CreateOptions {
  /** Who is said to have written the objects, in managedFields. */
  readonly manager?: string;
}

/** An object as the API server gave it back, so with a uid. */
type Created = Manifest & { readonly metadata: Metadata & { readonly uid: string } };

/**
 * Creates objects, each with its status. Definitions and namespaces come first; of the others an object comes after its
 * owners, and gets their uids. Throws with the API server's words at what it refuses.
 */
export async function createObjects(
  client: ApiClient,
  paths: ResourcePaths,
  objects: readonly Manifest[],
  { manager = 'test-harness' }: CreateOptions = {},
): Promise<void> {
  const under = new Map<string, Promise<Created>>();
  const uidOf = async (owner: Owner, namespace: string | undefined): Promise<string> => {
    const metadata = { name: owner.name, ...(namespace === undefined ? {} : { namespace }) };
    const making = under.get(nameOf({ ...owner, metadata }));
    const found = making ?? client.must('GET', await paths.item({ ...owner, metadata }));
    return ((await found) as Created).metadata.uid;
  };
  const create = async (object: Manifest): Promise<Created> => {
    const { ownerReferences = [], ...metadata } = object.metadata;
    const owners = ownerReferences.map(async (owner) => ({
      ...owner,
      uid: owner.uid ?? (await uidOf(owner, metadata.namespace)),
    }));
    const body = { ...object, metadata: { ...metadata, ownerReferences: await Promise.all(owners) } };
    const by = `?fieldManager=${encodeURIComponent(manager)}`;
    const created = await client.must('POST', `${await paths.collection(object)}${by}`, body);
    if (object.status !== undefined)
      await client.must('PATCH', `${await paths.item(object)}/status${by}`, { status: object.status });
    for (const kind of definedKinds(object)) await paths.served(kind);
    return created as Created;
  };
  for (const wave of waves(objects)) {
    // None starts before all are known, since an owner may come after what it owns.
    for (const object of wave) under.set(nameOf(object), Promise.resolve(object).then(create));
    const outcomes = await Promise.allSettled(under.values());
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}

const nameOf = ({ kind, metadata }: Pick<Manifest, 'kind' | 'metadata'>): string =>
  `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

const FIRST = ['CustomResourceDefinition', 'Namespace'];

function waves(objects: readonly Manifest[]): (readonly Manifest[])[] {
  const [first, rest] = [true, false].map((wanted) =>
    objects.filter(({ kind }) => FIRST.includes(kind) === wanted),
  );
  return [first ?? [], rest ?? []];
}

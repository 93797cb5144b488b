import type { ManifestDocument } from './documents.ts';

/** One object of the API as it stands in a file. */
export interface ManifestObject {
  readonly file: string;
  readonly line: number;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** `default` where the file does not say: kubectl's own default. */
  readonly namespace: string;
  readonly raw: object;
}

/** The objects of a document: a List of any kind is its items; what is no object of the API is left out. */
export function objectsIn({ file, line, content, list }: ManifestDocument): ManifestObject[] {
  const found = list === undefined ? flat(content, undefined, 0) : flat(content, itemType(list), 1);
  return found.map(({ raw, apiVersion, kind }) => {
    const { name, namespace } = metadataOf(raw);
    const [group = '', version = ''] = STORED_AS[apiVersion]?.split('/') ?? splitVersion(apiVersion);
    return { file, line, group, version, kind, name: name ?? '', namespace: namespace ?? 'default', raw };
  });
}

/** Calico's own API is a view of the objects that are stored under another name, with the same spec. */
const STORED_AS: Readonly<Record<string, string>> = { 'projectcalico.org/v3': 'crd.projectcalico.org/v1' };

const splitVersion = (apiVersion: string): string[] =>
  apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];

interface TypeMeta {
  apiVersion: string;
  kind: string;
}
type Found = TypeMeta & { raw: object };

function flat(content: unknown, of: TypeMeta | undefined, depth: number): Found[] {
  if (typeof content !== 'object' || content === null) return [];
  // Several objects as one array are no manifest, but tools that filter write them.
  if (Array.isArray(content)) return depth > 1 ? [] : content.flatMap((item) => flat(item, of, depth + 1));
  const { apiVersion, kind, items } = content as Record<string, unknown>;
  const own = typeof apiVersion === 'string' && typeof kind === 'string' ? { apiVersion, kind } : of;
  if (!own) return [];
  if (own.kind.endsWith('List') && Array.isArray(items))
    return depth > 3 ? [] : items.flatMap((item) => flat(item, itemType(own), depth + 1));
  return [{ raw: content, ...own }];
}

/** What the items of a typed List are, where they do not say; those of a plain List say it. */
const itemType = ({ apiVersion, kind }: { apiVersion?: unknown; kind?: unknown }): TypeMeta | undefined =>
  typeof apiVersion === 'string' && typeof kind === 'string' && kind !== 'List'
    ? { apiVersion, kind: kind.slice(0, -'List'.length) }
    : undefined;

function metadataOf(raw: object): { name: string | undefined; namespace: string | undefined } {
  const metadata: unknown = 'metadata' in raw ? raw.metadata : undefined;
  const { name, namespace } = (typeof metadata === 'object' && metadata !== null ? metadata : {}) as Record<
    string,
    unknown
  >;
  return {
    name: typeof name === 'string' ? name : undefined,
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
  };
}

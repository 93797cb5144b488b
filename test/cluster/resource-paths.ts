import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from './api-client.ts';
import type { Manifest } from './manifest.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

type Kind = Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>;

/** Finds, by the API server's own discovery, where objects are. */
export interface ResourcePaths {
  /** The path of the collection that an object is in. Throws where the API server has no such kind. */
  collection(object: Kind): Promise<string>;
  /** The path of the object itself. */
  item(object: Kind): Promise<string>;
  /** Resolves when objects of a kind that was just defined can be listed. */
  served(object: Kind): Promise<void>;
}

/** Remembers what it has found. */
export function resourcePaths(client: ApiClient): ResourcePaths {
  const known = new Map<string, Promise<readonly Resource[]>>();
  const list = async (apiVersion: string): Promise<readonly Resource[]> => {
    const { status, body } = await client.ask('GET', root(apiVersion));
    return status === 200 ? (body as { resources: readonly Resource[] }).resources : [];
  };
  const find = async ({ apiVersion, kind }: Kind): Promise<Resource | undefined> => {
    const isIt = (resource: Resource): boolean => resource.kind === kind && !resource.name.includes('/');
    if (!known.has(apiVersion)) known.set(apiVersion, list(apiVersion));
    const found = (await known.get(apiVersion))?.find(isIt);
    if (!found) known.delete(apiVersion); // It may be defined later.
    return found;
  };
  const collection = async (object: Kind): Promise<string> => {
    const resource = await find(object);
    if (!resource) throw new Error(`The API server has no ${object.kind} in ${object.apiVersion}.`);
    const namespace = resource.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
    return `${root(object.apiVersion)}${namespace}/${resource.name}`;
  };
  return {
    collection,
    item: async (object) => `${await collection(object)}/${object.metadata.name}`,
    async served(object) {
      const deadline = performance.now() + PATIENCE_MS;
      const isServed = async (): Promise<boolean> =>
        (await find(object)) !== undefined &&
        (await client.ask('GET', `${await collection(object)}?limit=1`)).status === 200;
      while (!(await isServed())) {
        if (performance.now() > deadline) throw new Error(`${object.kind} was not served in time.`);
        await pause(POLL_MS);
      }
    },
  };
}

const root = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

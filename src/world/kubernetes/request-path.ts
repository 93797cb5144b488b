import type { ResourceType } from '../../core/kubernetes/resource-type.ts';
import { ReadProblem } from './read-problem.ts';

/** What is asked for: a collection, one object, or a part of one. */
export interface Place {
  readonly resource: ResourceType;
  readonly version: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
}

/**
 * The URL of a resource below the server's own, which may have a path (a proxy in front of many clusters):
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris.
 */
export function requestUrl(server: URL, place: Place, query: Readonly<Record<string, string>> = {}): URL {
  const { resource, version, namespace, name, subresource } = place;
  const parts = [
    ...groupParts(resource.group),
    version,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    resource.plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return below(server, parts, query);
}

/** The URL at which a server says which versions of a group it has. */
export const groupUrl = (server: URL, group: string): URL => below(server, groupParts(group));

/** The URL at which a server says which groups it has besides the core. */
export const groupsUrl = (server: URL): URL => below(server, ['apis']);

/** The URL at which a server says what a version of a group has. */
export const versionUrl = (server: URL, group: string, version: string): URL =>
  below(server, [...groupParts(group), version]);

const groupParts = (group: string): string[] => (group === '' ? ['api'] : ['apis', group]);

function below(server: URL, parts: readonly string[], query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(server);
  const base = url.pathname.replace(/\/$/, '');
  url.pathname = `${base}/${parts.map(segment).join('/')}`;
  url.search = new URLSearchParams(query).toString();
  return url;
}

/** A path segment. "." and ".." would be another path; no object may have these names. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new ReadProblem('not-found', 'no object can have that name');
  return encodeURIComponent(text);
}

import type { ServerResponse } from 'node:http';
import { requirements, selects } from '../../src/core/kubernetes/label-selector.ts';
import { parseSelectorText } from '../../src/core/kubernetes/selector-text.ts';
import { matchesFields } from '../../src/world/snapshot/manifests/field-selector.ts';
import { json, type PretendedApi, pretendedApi, status } from './kubernetes-api.ts';

/** An object as an API server has it. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
  };
  readonly [field: string]: unknown;
}

const PATH =
  /^\/(?:api\/v1|apis\/([a-z0-9.]+)\/v[a-z0-9]+)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/;

const pluralOf = (kind: string): string =>
  kind.endsWith('y') ? `${kind.toLowerCase().slice(0, -1)}ies` : `${kind.toLowerCase()}s`;
const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

const BUILT_IN = ['apps/v1', 'batch/v1', 'discovery.k8s.io/v1', 'networking.k8s.io/v1'];

/** The API groups that every server has, and those of the objects. */
function groupsOf(objects: readonly ApiObject[]): object[] {
  const all = [...new Set([...BUILT_IN, ...objects.map(({ apiVersion }) => apiVersion)])];
  return all
    .filter((groupVersion) => groupVersion.includes('/'))
    .map((groupVersion) => {
      const [name = '', version = ''] = groupVersion.split('/');
      return { name, versions: [{ groupVersion, version }] };
    });
}

/** Items of a list carry no type of their own. */
function asItem(object: ApiObject): object {
  const { kind: _kind, apiVersion: _apiVersion, ...item } = object;
  return item;
}

/** What an API server answers in place of an object or a list, to whoever asks for one of these plurals. */
export interface Fault {
  readonly plurals: readonly string[];
  readonly answer: (response: ServerResponse) => void;
}

const forbidden = (plurals: readonly string[]): Fault => ({
  plurals,
  answer: (response) => status(response, 403, { message: 'is forbidden' }),
});

/** The plural that a path asks for; '' where it asks for none. `namespaces/x` is the namespace itself, unless something follows. */
export function pluralIn(path: string): string {
  const [, , inside, plural = ''] = PATH.exec(path) ?? [];
  return plural === '' && inside !== undefined ? 'namespaces' : plural;
}

/** Serves these objects as an API server does, by name and as lists; `denied` plurals are forbidden, or have another fault. */
export function objectApi(
  objects: readonly ApiObject[],
  denied: readonly string[] | Fault = [],
): Promise<PretendedApi> {
  const fault = 'answer' in denied ? denied : forbidden(denied);
  return pretendedApi(({ path, query }, response) => {
    const [, group = '', inside, plural = '', one] = PATH.exec(path) ?? [];
    // `namespaces/x` is the namespace itself, unless something follows.
    const [namespace, kinds, name] = plural === '' ? [undefined, '', undefined] : [inside, plural, one];
    if (path === '/apis') return json(response, { kind: 'APIGroupList', groups: groupsOf(objects) });
    if (kinds === '') return status(response, 404);
    if (fault.plurals.includes(kinds)) return fault.answer(response);
    const all = objects.filter(
      (object) =>
        pluralOf(object.kind) === kinds &&
        groupOf(object.apiVersion) === group &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
    if (name !== undefined) {
      const found = all.find(({ metadata }) => metadata.name === name);
      return found ? json(response, found) : status(response, 404, { reason: 'NotFound', details: { name } });
    }
    const selector = parseSelectorText(query.get('labelSelector') ?? '') ?? {};
    const items = all.filter(
      (object) =>
        (requirements(selector).length === 0 || selects(selector, object.metadata.labels ?? {})) &&
        matchesFields(object, query.get('fieldSelector') ?? ''),
    );
    return json(response, { metadata: {}, items: items.map(asItem) });
  });
}

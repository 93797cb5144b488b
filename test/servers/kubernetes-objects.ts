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

/** Items of a list carry no type of their own. */
function asItem(object: ApiObject): object {
  const { kind: _kind, apiVersion: _apiVersion, ...item } = object;
  return item;
}

/** Serves these objects as an API server does, by name and as lists; `denied` plurals are forbidden. */
export function objectApi(
  objects: readonly ApiObject[],
  denied: readonly string[] = [],
): Promise<PretendedApi> {
  return pretendedApi(({ path, query }, response) => {
    const [, group = '', inside, plural = '', one] = PATH.exec(path) ?? [];
    // `namespaces/x` is the namespace itself, unless something follows.
    const [namespace, kinds, name] = plural === '' ? [undefined, '', undefined] : [inside, plural, one];
    if (kinds === '') return status(response, 404);
    if (denied.includes(kinds)) return status(response, 403, { message: `${kinds} is forbidden` });
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

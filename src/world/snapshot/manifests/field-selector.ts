/**
 * Whether an object has the values that a field selector names, e.g. `status.podIP=10.1.2.3,metadata.name!=x`. A field that is not
 * there is empty (https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/).
 */
export function matchesFields(object: unknown, selector: string): boolean {
  return selector
    .split(',')
    .filter((part) => part !== '')
    .every((part) => {
      const [, path = '', sign, wanted = ''] = /^([A-Za-z0-9.]+)(==?|!=)(.*)$/.exec(part) ?? [];
      if (path === '') throw new TypeError('Not a field selector.');
      return (valueAt(object, path) === wanted) === (sign !== '!=');
    });
}

function valueAt(object: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      object,
    );
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

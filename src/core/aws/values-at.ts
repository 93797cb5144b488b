/**
 * The texts that an object holds at a path of keys with dots, `[]` behind a list: `Associations[].SubnetId`. Numbers and booleans
 * are given as text; what is not there is left out.
 */
export function valuesAt(object: unknown, path: string): string[] {
  let here: unknown[] = [object];
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    here = here.flatMap((one) => {
      if (typeof one !== 'object' || one === null || !Object.hasOwn(one, key)) return [];
      const value: unknown = (one as Record<string, unknown>)[key];
      return isList && Array.isArray(value) ? value : [value];
    });
  }
  return here.flatMap((value) =>
    typeof value === 'string' ? [value] : ['number', 'boolean'].includes(typeof value) ? [String(value)] : [],
  );
}

/** How a request's path meets the path of a rule. `exact` beats `prefix`, and the longer path the shorter. */
export interface PathFit {
  readonly exact: boolean;
  readonly length: number;
  /** What the path means is up to the controller. */
  readonly uncertain: boolean;
}

const elements = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** Whether the first elements of a path are those of the prefix; `/foo` is no prefix of `/foobar`. */
export function isPrefix(prefix: string, path: string): boolean {
  const wanted = elements(prefix);
  const has = elements(path);
  return wanted.every((part, index) => has[index] === part);
}

/**
 * Path types of Ingress (https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types) and of HTTPRoute
 * (HTTPPathMatch). Undefined: it does not match. A type that the controller defines (a regular expression, say) may match.
 */
export function pathFit(type: string | undefined, rule: string, path: string): PathFit | undefined {
  const fit = { length: rule.length, uncertain: false };
  switch (type) {
    case 'Exact':
      return rule === path ? { ...fit, exact: true } : undefined;
    case 'Prefix':
    case 'PathPrefix':
      return isPrefix(rule, path) ? { ...fit, exact: false } : undefined;
    case 'ImplementationSpecific':
      if (rule === '' || rule === '/') return { ...fit, exact: false };
      return { ...fit, exact: false, uncertain: true };
    default:
      return { ...fit, exact: false, uncertain: true };
  }
}

/** The better of two first. */
export const byPath = (a: PathFit, b: PathFit): number =>
  Number(b.exact) - Number(a.exact) || b.length - a.length;

import type { Manifest } from './manifest.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}
/** What may be read, a resource of a group a line. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly names: readonly string[];
}
/** What is not permitted: a resource as a whole, or one verb of it. */
export interface Refused extends Pick<Right, 'group' | 'resource'> {
  readonly verb?: string;
}

/** The rules of roles, a resource each. */
export const rightsOf = (roles: readonly Manifest[]): Right[] =>
  roles
    .flatMap((role) => (role as { rules?: readonly Rule[] }).rules ?? [])
    .flatMap(({ apiGroups, resources, verbs, resourceNames = [] }) =>
      apiGroups.flatMap((group) =>
        resources.map((resource) => ({ group, resource, verbs, names: resourceNames })),
      ),
    );

/** A role of these. */
export const roleOf = (name: string, rights: readonly Right[]): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  rules: rights
    .filter(({ verbs }) => verbs.length > 0)
    .map(({ group, resource, verbs, names }) => ({
      apiGroups: [group],
      resources: [resource],
      verbs,
      ...(names.length > 0 && { resourceNames: names }),
    })),
});

/** The same without one of them, or without one verb of it. */
export const lacking = (rights: readonly Right[], { group, resource, verb }: Refused): Right[] =>
  rights.map((right) =>
    right.group === group && right.resource === resource
      ? { ...right, verbs: right.verbs.filter((each) => verb !== undefined && each !== verb) }
      : right,
  );

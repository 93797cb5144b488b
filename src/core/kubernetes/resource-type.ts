import type * as z from 'zod';

/**
 * A resource of the Kubernetes API and the part of its objects that some verdict needs. `T` is the object's own JSON, reduced: field
 * names as the API has them, unknown keys stripped.
 * API concepts: https://kubernetes.io/docs/reference/using-api/api-concepts/#standard-api-terminology
 */
export interface ResourceType<T = unknown> {
  /** The API group; empty for the core group. */
  readonly group: string;
  /** Served versions that `shape` can read, the one to ask first in front. */
  readonly versions: readonly [string, ...string[]];
  /** The lower-case plural in the URL, e.g. "networkpolicies". */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The only objects that are read of it, each by get; absent: all, and by list. */
  readonly names?: readonly string[];
  /**
   * Many servers do not have it, or have it in a version that `versions` does not hold: they are asked which groups they have first. So
   * what is not there is known not to be there, even to who may not read it.
   */
  readonly optional?: true;
  readonly shape: z.ZodType<T>;
}

/** The name that kubectl and RBAC messages use: "pods", "networkpolicies.networking.k8s.io". */
export const resourceName = ({ plural, group }: ResourceType): string =>
  group === '' ? plural : `${plural}.${group}`;

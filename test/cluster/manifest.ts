/** An object as one writes it for the API server, with the status that it shall have. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly status?: object;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly ownerReferences?: readonly Owner[];
  readonly [field: string]: unknown;
}

/** An owner; without `uid` the harness puts in that of the object of this name. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  readonly [field: string]: unknown;
}

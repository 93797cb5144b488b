import type { ResourceType } from '../../core/kubernetes/resource-type.ts';

/** An object cut down to what some verdict needs; undefined when it is not what the API promises. Items of a list carry no kind. */
export function reduced<T>({ kind, shape }: ResourceType<T>, item: unknown): T | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const read = shape.safeParse({ ...item, kind });
  return read.success ? read.data : undefined;
}

import type * as z from 'zod';

/** How a question is narrowed: as an entry of `Filters`, or as a parameter that takes a list or one value. */
export interface Selector {
  readonly how: 'filter' | 'list' | 'one';
  /**
   * Where an object of the answer holds the value: keys with dots, `[]` behind a list. Absent: the objects do not carry it, so
   * each value is a call of its own.
   */
  readonly path?: string;
}

/** The clients that the calls belong to, by the prefix that IAM has for their actions. */
export type AwsService = 'ec2' | 'rds' | 'elasticloadbalancing' | 'lambda';

/**
 * A call of an AWS API that only reads, and the part of its answer that some verdict needs. `T` is an object as the API has it,
 * reduced: field names as documented, unknown keys stripped.
 */
export interface AwsCall<T = unknown> {
  readonly service: AwsService;
  /** The action's own name; it begins with Describe, Get, Search or List. */
  readonly action: string;
  /** The answer's key that holds the objects; empty where the answer itself is the object. */
  readonly key: string;
  /** Whether a list or one object stands at `key`. */
  readonly many: boolean;
  readonly paged: boolean;
  /** Objects a page at most, where the API takes fewer than a thousand. */
  readonly pageSize?: number;
  /** Parameters that every call of it carries. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Everything it may be asked by. */
  readonly by: Readonly<Record<string, Selector>>;
  readonly shape: z.ZodType<T>;
}

/** The IAM action that lets a call be made. */
export const iamAction = ({ service, action }: AwsCall): string => `${service}:${action}`;

/** A call of EC2 that is asked by filters, page by page. */
export const ec2 = <T>(
  action: string,
  key: string,
  shape: z.ZodType<T>,
  filters: Readonly<Record<string, string>>,
): AwsCall<T> => ({
  service: 'ec2',
  action,
  key,
  many: true,
  paged: true,
  by: Object.fromEntries(
    Object.entries(filters).map(([name, path]): [string, Selector] => [name, { how: 'filter', path }]),
  ),
  shape,
});

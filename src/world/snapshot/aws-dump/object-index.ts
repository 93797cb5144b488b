import type { AwsCall } from '../../../core/aws/call.ts';
import { valuesAt } from '../../../core/aws/values-at.ts';
import type { DumpPart } from './read-file.ts';

/** The objects of one call in one file, found by the values of its selectors. Nothing is checked that nobody asks for. */
export class ObjectIndex {
  readonly call: AwsCall;
  readonly scope: string | undefined;
  /** There are objects that the file does not hold. */
  readonly more: boolean;
  readonly #objects: readonly object[];
  readonly #by = new Map<string, Map<string, object[]>>();
  /** By selector, how many objects have no value of it that each should have: any of them may be the one asked for. */
  readonly #lacking = new Map<string, number>();
  readonly #shaped = new Map<object, unknown>();

  constructor({ call, objects, more }: DumpPart, scope: string | undefined) {
    this.call = call;
    this.scope = scope;
    this.more = more;
    this.#objects = objects;
  }

  /** The objects with one of the values, of the call's shape; how many are not of that shape. */
  find(by: string | undefined, values: readonly string[]): { objects: unknown[]; unreadable: number } {
    const found = this.#raw(by, values).map((one) => this.#shape(one));
    const objects = found.filter((one) => one !== undefined);
    const lacking = by === undefined ? 0 : (this.#lacking.get(by) ?? 0);
    return { objects, unreadable: found.length - objects.length + lacking };
  }

  #raw(by: string | undefined, values: readonly string[]): readonly object[] {
    if (by === undefined) return this.#objects;
    const path = this.call.by[by]?.path;
    if (path === undefined) return values.some((value) => this.#isScope(value)) ? this.#objects : [];
    const index = this.#by.get(by) ?? this.#make(by, path);
    return values.length === 1
      ? (index.get(values[0] ?? '') ?? [])
      : [...new Set(values.flatMap((value) => index.get(value) ?? []))];
  }

  /** A target group is asked for by its ARN, and its file is named after its name. */
  #isScope(value: string): boolean {
    return value === this.scope || /:targetgroup\/([^/]+)\//.exec(value)?.[1] === this.scope;
  }

  #make(by: string, path: string): Map<string, object[]> {
    const index = new Map<string, object[]>();
    for (const object of this.#objects) {
      const found = valuesAt(object, path);
      if (found.length === 0 && isOwnField(path)) this.#lacking.set(by, (this.#lacking.get(by) ?? 0) + 1);
      for (const value of found) {
        const there = index.get(value);
        if (there) there.push(object);
        else index.set(value, [object]);
      }
    }
    this.#by.set(by, index);
    return index;
  }

  #shape(object: object): unknown {
    if (this.#shaped.has(object)) return this.#shaped.get(object);
    const parsed = this.call.shape.safeParse(object);
    this.#shaped.set(object, parsed.data);
    return parsed.data;
  }
}

/** A field of the object itself, which the API always writes: no entry of a list, and nothing inside another field. */
const isOwnField = (path: string): boolean => !/[.[]/.test(path);

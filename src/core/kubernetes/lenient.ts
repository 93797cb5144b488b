import * as z from 'zod';

// The API writes an empty list or map as null, as [] or {}, or not at all: all three read alike.

/** A list; missing and null are empty. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/** A field that may be missing or null; both read as missing. */
export const maybe = <Value extends z.ZodType>(value: Value) =>
  value
    .nullish()
    .transform((found) => found ?? undefined)
    .optional();

const DROPS = new WeakMap<z.ZodType, (value: unknown) => unknown>();

/** A schema of what `drop` leaves of a value. `drop` only takes away: done twice it gives the same. */
export function dropping<Schema extends z.ZodType>(drop: (value: unknown) => unknown, schema: Schema) {
  const made = z.preprocess(drop, schema);
  DROPS.set(made, drop);
  return made;
}

/** What a schema made by {@link dropping} does before it checks. */
export const dropOf = (schema: z.ZodType): ((value: unknown) => unknown) | undefined => DROPS.get(schema);

/** A part of an object whose fields are all optional; missing and null are the empty object. */
export const part = <Shape extends z.ZodRawShape>(shape: Shape) =>
  dropping((value) => value ?? {}, z.object(shape));

/** Text of the API that no sentence of ours repeats; capped, since files may hold anything. */
export const Text = z.string().max(4096);

/** Text that is read as a whole and may be long, as the list of what no proxy is for. */
export const LongText = z.string().max(65_536);

/** Text of any length that is only ever quoted, cut to what a quote needs. */
export const CutText = z.string().transform((text) => text.slice(0, 500));

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

/** A part of an object whose fields are all optional; missing and null are the empty object. */
export const part = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => value ?? {}, z.object(shape));

/** Text of the API that no sentence of ours repeats; capped, since files may hold anything. */
export const Text = z.string().max(4096);

/** Text of any length that is only ever quoted, cut to what a quote needs. */
export const CutText = z.string().transform((text) => text.slice(0, 500));

import * as z from 'zod';
import { parseCidr } from '../address/cidr.ts';

// The API writes an empty list as [] or, where few objects have one, not at all, and tools that keep its answers write null.

/** A list; missing and null are empty. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/**
 * A list that the API always writes, empty or not. Where it is missing the object was cut down on its way here, as by `--query`: that
 * it is empty would be a guess.
 */
export const written = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullable()
    .transform((items) => items ?? []);

/** A field that may be missing, null or empty; all read as missing. */
export const maybe = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((found) => (found === null || found === '' ? undefined : found), value.optional()).optional();

/** A network as text, e.g. `10.0.0.0/16` or `2001:db8::/56`. */
export const CidrText = z.string().refine((text) => parseCidr(text) !== undefined, 'not a network');

import * as z from 'zod';
import { type Flag, kebab } from './flag.ts';

/** The flag of one input key. */
export interface InputFlag extends Flag {
  readonly key: string;
}

const Scalar = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  description: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown())]).optional(),
});
const Property = Scalar.extend({ items: Scalar.optional() });
const InputSchema = z.object({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});

// A walk calls it the source, a tool the place it looks from: people use either word for both.
const ALIASES: Readonly<Record<string, string>> = { source: 'from', from: 'source' };

/**
 * The flags of a tool, made from its input schema in the order of its keys: an enumeration has choices, a boolean is a switch, an
 * array repeats. Throws on a shape that no flag can carry, so that a new tool cannot lose an input unseen.
 */
export function inputFlags(input: z.ZodObject): InputFlag[] {
  const { properties, required } = InputSchema.parse(z.toJSONSchema(input, { io: 'input' }));
  return Object.entries(properties).map(([key, property]) => {
    const value = property.items ?? property;
    const choices = value.enum ?? (value.const === undefined ? undefined : [value.const]);
    const { default: fallback } = property;
    const alias = ALIASES[key];
    return {
      key,
      name: kebab(key),
      takes: takes(key, value.type),
      repeats: property.type === 'array',
      required: required.includes(key),
      description: property.description ?? value.description ?? '',
      ...(alias !== undefined && { alias }),
      ...(choices && { choices }),
      ...(fallback !== undefined && { fallback: String(fallback) }),
    };
  });
}

function takes(key: string, type: string | undefined): Flag['takes'] {
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'string') return 'text';
  throw new TypeError(`The input key "${key}" has a shape that no flag can carry.`);
}

import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;
/** A JSON Schema of an object, as the tool list has it. */
export interface ObjectSchema {
  [keyword: string]: unknown;
  type: 'object';
}

/** The input schema of a tool as the list shows it. */
export const inputSchema = (input: z.ZodObject): ObjectSchema => ({
  ...trimmed(z.toJSONSchema(input, { io: 'input' })),
  type: 'object',
});

/**
 * The outline of an answer as the list shows it: the keys with their types, one level deep in `checks` and `verdict`. The whole schema
 * would cost every conversation thousands of tokens.
 */
export const outputOutline = (output: z.ZodType): ObjectSchema =>
  outline(z.toJSONSchema(output, { io: 'output', reused: 'inline' }));

/** Without what says nothing to a model: the dialect, and the bounds of every integer that JSON can carry. */
function trimmed(schema: JsonSchema): Record<string, unknown> {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$schema' || (typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER)
      ? undefined
      : value,
  );
  return JSON.parse(text);
}

/** The keys whose own keys are shown. */
const OPENED: ReadonlySet<string> = new Set(['checks', 'verdict']);
/** The keys that an answer always has, whatever was cut. */
const ALWAYS: ReadonlySet<string> = new Set(['status', 'checks', 'verdict', 'legs']);

function outline({ properties = {}, required = [] }: JsonSchema): ObjectSchema {
  const shown = Object.entries(properties).map(([key, schema]) => [key, typeOf(schema, OPENED.has(key))]);
  const always = required.filter((key) => ALWAYS.has(key));
  return {
    type: 'object',
    properties: Object.fromEntries(shown),
    ...(always.length > 0 && { required: always }),
  };
}

function typeOf(schema: z.core.JSONSchema._JSONSchema, open: boolean): Record<string, unknown> {
  if (typeof schema === 'boolean') return {};
  if (schema.anyOf) return { type: schema.anyOf.map((one) => typeOf(one, false)['type']) };
  if (open && schema.type === 'object') {
    const keys = Object.entries(schema.properties ?? {});
    return {
      type: 'object',
      properties: Object.fromEntries(keys.map(([key, one]) => [key, typeOf(one, false)])),
    };
  }
  if (open && schema.type === 'array' && schema.items !== undefined && !Array.isArray(schema.items)) {
    return { type: 'array', items: typeOf(schema.items, true) };
  }
  return { type: schema.type ?? 'string' };
}

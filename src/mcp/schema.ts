import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** An object of any content with a JSON Schema for the tool list: what the SDK needs to know of a schema. */
export type Listed = StandardSchemaWithJSON<Record<string, unknown>, Record<string, unknown>>;

/**
 * The input schema of a tool as the list shows it. It checks nothing: `call` does, so that errors are ours.
 */
export const listedInput = (input: z.ZodObject): Listed =>
  listed(() => trimmed(z.toJSONSchema(input, { io: 'input' })));

/**
 * The outline of an answer as the list shows it: the keys with their types, one level deep in `checks` and `verdict`. The whole schema
 * would cost every conversation thousands of tokens.
 */
export const listedOutput = (output: z.ZodType): Listed =>
  listed(() => outline(z.toJSONSchema(output, { io: 'output', reused: 'inline' })));

function listed(make: () => Record<string, unknown>): Listed {
  let made: Record<string, unknown> | undefined;
  const json = (): Record<string, unknown> => (made ??= make());
  const validate = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? { value: { ...value } }
      : { issues: [{ message: 'expected an object' }] };
  return {
    '~standard': { version: 1, vendor: 'layerwalk', validate, jsonSchema: { input: json, output: json } },
  };
}

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

function outline({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
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

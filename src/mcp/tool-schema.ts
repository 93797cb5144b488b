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
 * The outline of an answer as the list shows it: the keys that a reader looks for first, with their types; `checks` and `verdict` one
 * level deep. More keys may come. The whole schema would cost every conversation thousands of tokens.
 */
export function outputOutline(output: z.ZodType): ObjectSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(output, { io: 'output', reused: 'inline' });
  return {
    type: 'object',
    properties: typesOf(properties, SHOWN),
    required: required.filter((key) => ALWAYS.has(key)),
  };
}

const SHOWN: ReadonlySet<string> = new Set([
  'target',
  'vantage',
  'status',
  'verdict',
  'checks',
  'legs',
  'fixes',
  'notes',
]);
/** The keys whose own keys are shown, and which. */
const OPENED: Readonly<Record<string, ReadonlySet<string>>> = {
  verdict: new Set(['status', 'layer', 'code', 'surfacedAt', 'claim', 'sentence']),
  checks: new Set(['layer', 'code', 'status', 'test', 'summary', 'evidence']),
};
const ALWAYS: ReadonlySet<string> = new Set(['status', 'checks', 'verdict', 'legs']);

type Properties = Readonly<Record<string, z.core.JSONSchema._JSONSchema>>;

const typesOf = (properties: Properties, shown: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([key]) => shown.has(key))
      .map(([key, schema]) => [key, typeOf(schema, OPENED[key])]),
  );

function typeOf(
  schema: z.core.JSONSchema._JSONSchema,
  opened?: ReadonlySet<string>,
): Record<string, unknown> {
  if (typeof schema === 'boolean') return {};
  const { type = 'string', anyOf, properties, items } = schema;
  if (anyOf) return { type: anyOf.map((one) => typeOf(one)['type']) };
  if (opened && properties) return { type, properties: typesOf(properties, opened) };
  if (opened && items !== undefined && !Array.isArray(items)) return { type, items: typeOf(items, opened) };
  return { type };
}

/** Without what says nothing to a model: the dialect, patterns, and the bounds of every integer that JSON can carry. */
function trimmed(schema: JsonSchema): Record<string, unknown> {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$schema' ||
    (key === 'pattern' && typeof value === 'string') ||
    (typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER)
      ? undefined
      : value,
  );
  return JSON.parse(text);
}

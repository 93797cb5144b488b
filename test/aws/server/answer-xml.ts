import * as ec2 from '@aws-sdk/client-ec2';
import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as rds from '@aws-sdk/client-rds';

/** The descriptions of AWS's own models that the SDK ships: of an operation, `[9, …, input, output]`. */
const MODELS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ec2: { ...ec2 },
  rds: { ...rds },
  elasticloadbalancing: { ...balancing },
};
const [LIST, STRUCTURE, OPERATION] = [1, 3, 9];

/** The element names of the answer of an action, with what JSON has at their keys: the body of the XML. */
export function answerXml(service: string, action: string, answer: object): string {
  const operation = MODELS[service]?.[`${action}$`];
  if (!Array.isArray(operation) || operation[0] !== OPERATION) throw new Error(`no model of ${action}`);
  return content(answer, operation[5]);
}

/** A schema by itself, and the element name that the member which has it gives. */
function resolved(schema: unknown): { schema: unknown; xmlName?: string } {
  if (typeof schema === 'function') return resolved(schema());
  if (!Array.isArray(schema) || schema.length !== 2) return { schema };
  const [inner, traits] = schema as readonly unknown[];
  const named = typeof traits === 'object' && traits !== null && 'xmlName' in traits ? traits.xmlName : null;
  return { schema: resolved(inner).schema, ...(typeof named === 'string' && { xmlName: named }) };
}

function content(value: unknown, member: unknown): string {
  const { schema } = resolved(member);
  if (Array.isArray(schema) && schema[0] === STRUCTURE) return structure(value, schema);
  if (Array.isArray(schema) && schema[0] === LIST) {
    return elements(value, resolved(schema[4]).xmlName ?? 'member', schema[4]);
  }
  // A list of plain values has no description of its own.
  if (Array.isArray(value)) return elements(value, 'member', 0);
  return escaped(String(value));
}

function structure(value: unknown, [, , name, , keys, members]: readonly unknown[]): string {
  if (typeof value !== 'object' || value === null) throw new Error(`no ${String(name)}: ${String(value)}`);
  if (!Array.isArray(keys) || !Array.isArray(members)) throw new Error(`no members of ${String(name)}`);
  const strange = Object.keys(value).filter((key) => !keys.includes(key));
  if (strange.length > 0) throw new Error(`${String(name)} has no ${strange.join(', ')}`);
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => {
      const member: unknown = members[keys.indexOf(key)];
      const tag = resolved(member).xmlName ?? key;
      return `<${tag}>${content(inner, member)}</${tag}>`;
    })
    .join('');
}

const elements = (value: unknown, tag: string, member: unknown): string =>
  [value ?? []]
    .flat()
    .map((one) => `<${tag}>${content(one, member)}</${tag}>`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

import type { Buffer } from 'node:buffer';
import { parseDocument } from 'yaml';
import type { Unread } from '../../../core/world/kubernetes.ts';
import { jsonList } from './json-items.ts';
import type { ManifestFile } from './manifest-files.ts';
import { mayHold } from './may-hold.ts';
import { yamlList } from './yaml-items.ts';

/** One document of a file, or one item of a List, as plain JSON, and the line on which it begins. */
export interface ManifestDocument {
  readonly file: string;
  readonly line: number;
  readonly content: unknown;
  /** The List that holds it, without its items. */
  readonly list?: Readonly<Record<string, unknown>>;
}

/** Of one document, or one item of a List: the reader of YAML builds a tree many times as large. JSON has no such limit. */
const MOST_YAML = 16 * 1024 * 1024;
/** How often aliases may be followed before it counts as an attack ("billion laughs"). */
const MOST_ALIASES = 1000;

/**
 * The documents of a file: JSON, or YAML 1.2 with the merge keys of 1.1, as kubectl reads both. A line of `---` always
 * begins a document (YAML 1.2.2 section 9.1.2), so a broken one costs no other. Of a List each item is a document, and only one
 * is whole at a time; what is not JSON after all comes again, as YAML.
 */
export function* documents(
  { name, bytes }: ManifestFile,
  unread: (one: Unread) => void,
): Generator<ManifestDocument> {
  if (yield* jsonDocuments(name, bytes)) return;
  const refuse = (why: string, line: number, text: string): void =>
    unread({
      file: name,
      line,
      why: text.includes('{{') ? `${why}; render the template first` : why,
      ...mayHold(text),
    });
  for (const { part, line } of yamlParts(bytes.toString('utf8'))) {
    const list = yamlList(part);
    const head = list && yamlOf(list.head);
    if (!list || !isHead(head)) {
      const content = isTemplate(part) ? 'it is not YAML' : yamlOf(part);
      if (typeof content === 'string') refuse(content, line, part);
      else if (content.json !== null) yield { file: name, line, content: content.json };
      continue;
    }
    const first = line - leadingLines(part);
    let whole: Parsed | string | undefined;
    for (const [index, { text, before }] of list.items.entries()) {
      const own = yamlOf(text);
      // It may take an alias from another item.
      if (typeof own === 'string') whole ??= yamlOf(part);
      const content = typeof own === 'string' ? (itemOf(whole, index) ?? own) : own;
      const at = first + before;
      if (typeof content === 'string') refuse(content, at, text);
      else yield { file: name, line: at, content: content.json, list: head.json };
    }
  }
}

interface Parsed {
  readonly json: unknown;
}

const isHead = (
  head: Parsed | string | undefined,
): head is { readonly json: Readonly<Record<string, unknown>> } =>
  typeof head === 'object' && typeof head.json === 'object' && head.json !== null;

function itemOf(whole: Parsed | string | undefined, index: number): Parsed | undefined {
  if (!isHead(whole)) return undefined;
  const { items } = whole.json;
  return Array.isArray(items) && index in items ? { json: items[index] as unknown } : undefined;
}

/** A line of nothing but a template's action may be YAML by chance, `{{ x }}` as a map in a map; what it stands for is not known. */
const isTemplate = (part: string): boolean => /^\s*\{\{/m.test(part) && !/^apiVersion:/m.test(part);

/** Whether it was JSON to the end. */
function* jsonDocuments(file: string, bytes: Buffer): Generator<ManifestDocument, boolean> {
  if (!/^\s*[[{]/.test(bytes.toString('latin1', 0, 1024))) return false;
  try {
    const { head, items } = jsonList(bytes) ?? {};
    if (!items || typeof head?.kind !== 'string' || !head.kind.endsWith('List'))
      yield { file, line: 1, content: JSON.parse(bytes.toString('utf8')) as unknown };
    else for (const { line, parse } of items) yield { file, line, content: parse(), list: head };
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function yamlParts(text: string): { part: string; line: number }[] {
  const parts: { part: string; line: number }[] = [];
  let line = 1;
  for (const part of text.split(/^---(?=[ \t\r\n]|$)/m)) {
    if (/^[^#\s]|^\s*[^#\s]/m.test(part)) parts.push({ part, line: line + leadingLines(part) });
    line += part.split('\n').length - 1;
  }
  return parts;
}

/** Blank lines and comments before a document's first word. */
const leadingLines = (part: string): number => {
  const lines = part.split('\n');
  const first = lines.findIndex((one) => /^\s*[^#\s]/.test(one));
  return Math.max(first, 0);
};

/** The content, or what is wrong. */
function yamlOf(part: string): Parsed | string {
  if (part.length > MOST_YAML) return 'it is larger than 16 MiB';
  try {
    const document = parseDocument(part, {
      merge: true,
      strict: true,
      logLevel: 'silent',
      prettyErrors: false,
    });
    if (document.errors.length > 0) return 'it is not YAML';
    return { json: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return 'its aliases expand without bound';
    return 'it is nested too deeply';
  }
}

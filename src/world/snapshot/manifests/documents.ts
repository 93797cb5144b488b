import { parseDocument } from 'yaml';
import type { Unread } from '../../../core/world/kubernetes.ts';
import type { ManifestFile } from './manifest-files.ts';

/** One document of a file, as plain JSON, and the line on which it begins. */
export interface ManifestDocument {
  readonly file: string;
  readonly line: number;
  readonly content: unknown;
}

/** Of one document: the reader of YAML builds a tree many times as large. JSON has no such limit. */
const MOST_YAML = 16 * 1024 * 1024;
/** How often aliases may be followed before it counts as an attack ("billion laughs"). */
const MOST_ALIASES = 1000;

/**
 * The documents of a file: JSON, or YAML 1.2 with the merge keys of 1.1, as kubectl reads both. A line of `---` always
 * begins a document (YAML 1.2.2 section 9.1.2), so a broken one costs no other.
 */
export function documents({ name, text }: ManifestFile, unread: (one: Unread) => void): ManifestDocument[] {
  const json = /^\s*[[{]/.test(text) ? jsonOf(text) : undefined;
  if (json !== undefined) return [{ file: name, line: 1, content: json }];
  return yamlParts(text).flatMap(({ part, line }) => {
    const content = part.length > MOST_YAML ? 'it is larger than 16 MiB' : yamlOf(part);
    if (typeof content !== 'string')
      return content.json === null ? [] : [{ file: name, line, content: content.json }];
    unread({
      file: name,
      line,
      why: part.includes('{{') ? `${content}; render the template first` : content,
    });
    return [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
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
function yamlOf(part: string): { json: unknown } | string {
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

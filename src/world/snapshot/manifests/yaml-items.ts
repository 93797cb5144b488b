/** An item of a List in YAML, not parsed yet. */
export interface YamlItem {
  /** A document of its own. */
  readonly text: string;
  /** How many lines of the List come before it. */
  readonly before: number;
}

/** A List in YAML without its `items`, and those. */
export interface YamlList {
  readonly head: string;
  readonly items: readonly YamlItem[];
}

/**
 * Finds the items of a List as kubectl prints it (YAML 1.2.2 section 8.2.1: a block sequence, each entry from a `-` at the margin), so that
 * of a large dump only one object is a tree at a time. Undefined for a text of another form, which is then read as a whole.
 */
export function yamlList(part: string): YamlList | undefined {
  if (!/^kind:[ \t]*['"]?\w*List['"]?[ \t]*$/m.test(part)) return undefined;
  const lines = part.split('\n');
  const at = lines.findIndex((line) => /^items:[ \t]*\r?$/.test(line));
  if (at === -1) return undefined;
  const beyond = lines.findIndex((line, index) => index > at && /^[^\s#-]/.test(line));
  const end = beyond === -1 ? lines.length : beyond;
  const starts = lines.flatMap((line, index) => (index > at && index < end && isEntry(line) ? [index] : []));
  const [first] = starts;
  const head = [...lines.slice(0, at), ...lines.slice(end)];
  // A second list of items, or something else at the margin: not as kubectl writes it.
  const other = head.some((line) => line.startsWith('-') || line.startsWith('items:'));
  if (first === undefined || other || !lines.slice(at + 1, first).every(isEmpty)) return undefined;
  return {
    head: head.join('\n'),
    items: starts.map((from, index) => {
      const to = starts[index + 1] ?? end;
      // The line break before what follows belongs to the item: a scalar may keep it.
      const last = to < lines.length ? [''] : [];
      const text = [lines[from]?.replace('-', ' '), ...lines.slice(from + 1, to), ...last].join('\n');
      return { text, before: from };
    }),
  };
}

const isEntry = (line: string): boolean => /^-[ \t]+\S/.test(line);
const isEmpty = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);

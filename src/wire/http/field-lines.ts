/** One header field; the name in lower case. The value is foreign text, latin1. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

// Control characters other than CR, LF and NUL are kept, as clients do (RFC 9110 section 5.5).
const LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\0\r\n]*?)[ \t]*$/;

/**
 * Reads header lines without their line ends; a text says what is wrong with them. A folded line is joined by a
 * space (RFC 9112 section 5.2); a space before the colon is an error (section 5.1).
 */
export function parseFieldLines(lines: readonly string[]): Field[] | string {
  const fields: Field[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (!last) return 'a continuation line comes before any header';
      if (/[\0\r]/.test(line)) return 'a header has a control character';
      fields[fields.length - 1] = { name: last.name, value: `${last.value} ${line.trim()}`.trim() };
      continue;
    }
    const [, name, value = ''] = LINE.exec(line) ?? [];
    if (name === undefined) return 'a header line breaks the grammar';
    fields.push({ name: name.toLowerCase(), value });
  }
  return fields;
}

/** All values of a header, in order. */
export const valuesOf = (fields: readonly Field[], name: string): string[] =>
  fields.filter((field) => field.name === name).map((field) => field.value);

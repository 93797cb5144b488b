import type { Status } from '../../core/status.ts';

/** A cell of a table; a status is coloured where there is colour, and what is `more` stands on lines of its own. */
export interface Cell {
  readonly text: string;
  readonly more?: readonly string[];
  readonly status?: Status;
}

/** Words, or a command or manifest: that is kept as it is, so that it can be copied. */
export type Line = string | { readonly code: string };

/** A label, and what stands beside it. */
export interface Labelled {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly status?: Status;
}

/** What an answer looks like, before it is text or Markdown: made once, so that both carry the same facts. */
export type Block =
  /** Label and lines beside it; the first block is the verdict. */
  | { kind: 'labelled'; items: readonly Labelled[] }
  | { kind: 'line'; text: string }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly Cell[])[] }
  | { kind: 'list'; title: string; items: readonly string[] };

export type Document = readonly Block[];

import { type Answer, isReport } from './answer.ts';
import { findingDocument } from './finding-document.ts';
import { toMarkdown } from './markdown.ts';
import { reportDocument } from './report-document.ts';
import { toText } from './text.ts';

/** How an answer is to be shown. `width` in characters, 110 unless given. */
export interface Rendering {
  readonly style: 'text' | 'markdown';
  readonly color?: boolean;
  readonly width?: number;
}

/** An answer for people or for a model. It shows what is in the answer: shorten with `condense` first. */
export function renderAnswer(answer: Answer, { style, color = false, width = 110 }: Rendering): string {
  const document = isReport(answer) ? reportDocument(answer) : findingDocument(answer);
  return style === 'markdown' ? toMarkdown(document) : toText(document, { width, color });
}

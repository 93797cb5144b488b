import type { Status } from '../../../core/status.ts';
import { markup, type Markup } from './markup.ts';

/** Drawn in a box of 16 by 16: a tick, an exclamation mark, a cross, a question mark, a dash. */
const SHAPE: Readonly<Record<Status, string>> = {
  pass: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  warn: 'M8 3.5 8 9 M8 12 8 12.4',
  fail: 'M4.5 4.5 11.5 11.5 M11.5 4.5 4.5 11.5',
  unknown: 'M5.8 6a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8 M8 12.2 8 12.4',
  skipped: 'M4.5 8 11.5 8',
};

/** A status as a mark. The word stands beside it for who does not see it. */
export const statusMark = (status: Status): Markup =>
  markup`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d="${SHAPE[status]}" />
  </svg>`;

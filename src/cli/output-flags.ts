import type { Flag } from './flag.ts';

/** How an answer is shown. */
export const OUTPUT_FLAGS: readonly Flag[] = [
  {
    name: 'json',
    takes: 'switch',
    repeats: false,
    required: false,
    description: 'the finding or report as JSON on standard output, and nothing else there',
  },
  {
    name: 'html',
    takes: 'text',
    repeats: false,
    required: false,
    placeholder: 'FILE',
    description: 'write the whole answer to a page, too: one file, for a browser or a ticket',
  },
  {
    name: 'detailed',
    takes: 'switch',
    repeats: false,
    required: false,
    description: 'the same as --response-format detailed',
  },
  {
    name: 'color',
    takes: 'switch',
    repeats: false,
    required: false,
    fallback: 'true',
    description: 'do not colour; NO_COLOR says the same, FORCE_COLOR the reverse',
    env: 'NO_COLOR',
  },
];

/** How the report is to look: the lines of a Markdown section. */
export const REPORT_FORMAT: readonly string[] = [
  'Copy codes, addresses, numbers and commands from the answers; add nothing from memory.',
  '',
  '    <Cannot reach | Reaches with a warning | Reaches | Cannot tell>: the sentence of the verdict',
  '    layer · code · where it surfaced · claim (proven, observed, modelled, inferred)',
  '    Fix: what to change, the exact command, how it was verified, how to undo it',
  '    | Layer | Test | Result | Evidence |   one row a layer, in walking order',
  '    From: vantage, time (UTC)',
  '    Not known: what could not be looked at, and what would let us',
  '    Against it: counter-evidence and causes not excluded',
  '    Next best check: one command, and what each outcome means',
  '    Paste line: at most 300 characters for the incident channel',
  '',
  'Leave out lines that have nothing to say. Never raise a claim above what the tool says, and never write `unknown` as pass.',
];

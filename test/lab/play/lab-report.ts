import { release } from 'node:os';
import { NOT_IN_THIS_KERNEL, NOT_MADE } from '../not-made.ts';
import type { Outcome } from './play.ts';
import { markdownTable } from './table.ts';

/** The page that `npm run lab` writes: every scenario with its outcome, and what is not made with the reason. */
export function labReport(outcomes: readonly Outcome[], seconds: number): string {
  const right = outcomes.filter(({ problems }) => problems.length === 0).length;
  const notMade = Object.entries(NOT_MADE).map(([code, why]) => `- \`${code}\`: ${why}`);
  const lacking = Object.entries(NOT_IN_THIS_KERNEL).map(([what, why]) => `- ${what}: ${why}`);
  return [
    '# The lab',
    '',
    'Written by `npm run lab`; do not edit. Each scenario builds hosts in network namespaces, makes a real fault, has other',
    'programs prove that it is in force, asks the built program, compares, applies the fix where there is one, and asks again.',
    'Codes in parentheses stand in the answer beside the verdict. Scenes whose names begin with cluster- ask a real API server, with a',
    'kubelet and nodes of the tests, about pods in network namespaces; they are played where its programs were built.',
    '',
    `${right} of ${outcomes.length} right, in ${Math.round(seconds)} s, on Linux ${release().replace(/-.*/, '')} with Node ${process.versions.node}.`,
    '',
    markdownTable(outcomes),
    '',
    '## Not made here',
    '',
    ...notMade,
    ...lacking,
    '',
  ].join('\n');
}

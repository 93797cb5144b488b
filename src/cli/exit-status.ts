import type { Status } from '../core/status.ts';

/** The exit statuses; 64 and 70 are those of sysexits.h, 128 + n those of a shell for signal n. */
export const EXIT = {
  well: 0,
  failing: 1,
  unknown: 2,
  usage: 64,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export const EXIT_MEANING: readonly (readonly [number, string])[] = [
  [EXIT.well, 'nothing fails (warnings included)'],
  [EXIT.failing, 'a failing layer was found'],
  [EXIT.unknown, 'could not tell'],
  [EXIT.usage, 'bad usage, bad input, or refused by the address policy'],
  [EXIT.bug, 'a defect of Layerwalk'],
  [EXIT.interrupted, 'ended by Ctrl-C; the partial report was printed'],
  [EXIT.terminated, 'the same by SIGTERM'],
];

/** The exit status that an answer's status asks for. An answer that only skipped could not tell anything. */
export function exitStatus(status: Status): number {
  if (status === 'fail') return EXIT.failing;
  return status === 'unknown' || status === 'skipped' ? EXIT.unknown : EXIT.well;
}

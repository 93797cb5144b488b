import { NOBODY } from '../nobody.ts';
import type { Case } from './case.ts';
import { duration } from './wording.ts';

/** Whether the address that nobody has accepted a connection. */
export function acceptsForNobody({ port }: Case): boolean {
  const outcome = port.control?.answer?.outcome;
  return outcome === 'open' || outcome === 'reset';
}

/** What the negative control says, in one line; nothing when it was not sent. */
export function controlLine(about: Case): string[] {
  const { control } = about.port;
  if (!control || control.answer?.outcome === 'not-allowed') return [];
  const said = acceptsForNobody(about)
    ? 'accepts too'
    : `does not accept (${control.answer ? control.answer.outcome : `no answer in ${duration(control.waitedMs)}`})`;
  return [`control: ${nobody(about)}, which nobody has, ${said}`];
}

/** The address that the control dialled. */
export const nobody = ({ port }: Case): string => port.control?.address ?? NOBODY;

import { BadInput, Refused } from '../../core/bad-input.ts';
import { redactText } from '../../core/redact.ts';
import type { Status } from '../../core/status.ts';
import { visible } from '../../core/untrusted.ts';
import { type Answer, isReport } from '../../diagnosis/index.ts';
import { TooBusy } from './gate.ts';

/** What is kept of a call for whoever asks later what the server was used for. */
export interface Audited {
  readonly tool: string;
  /** What was asked about, as far as it could be read. */
  readonly target?: string;
  /** The status of the answer, or why there is none. */
  readonly verdict: Status | 'bad-input' | 'refused' | 'busy' | 'called-off' | 'internal-error';
  /** The code of what fails or warns. */
  readonly code?: string;
  readonly ms: number;
}

/** What an answer says, in short. */
export function auditOf(answer: Answer): Pick<Audited, 'target' | 'verdict' | 'code'> {
  const { target } = answer;
  if (isReport(answer)) {
    const { status, code } = answer.verdict;
    return { target, verdict: status, ...(code !== null && { code }) };
  }
  const decisive = answer.checks.find(({ status, code }) => status === answer.status && code !== null);
  return {
    target,
    verdict: answer.status,
    ...(decisive && decisive.code !== null && { code: decisive.code }),
  };
}

/** What a call without an answer was about, as it was sent: foreign text, made safe. */
export function targetOf(sent: unknown): Pick<Audited, 'target'> {
  const { target, host, name, url, destination } = (sent ?? {}) as Record<string, unknown>;
  const asked = [target, host, name, url, destination].find((value) => typeof value === 'string');
  return asked === undefined ? {} : { target: visible(redactText(asked.slice(0, 1_000)), 200) };
}

/** Why a call has no answer. */
export function whyNone(error: unknown, { aborted }: AbortSignal): Audited['verdict'] {
  if (error instanceof BadInput) return 'bad-input';
  if (error instanceof Refused) return 'refused';
  if (error instanceof TooBusy) return 'busy';
  return aborted ? 'called-off' : 'internal-error';
}

import * as z from 'zod';
import { redactText } from '../../core/redact.ts';
import { visible } from '../../core/untrusted.ts';
import type { ExecFailure } from '../vantage/pod/pod-exec.ts';

/** How a program ended, as the error channel says it (Kubernetes API, Status; k8s.io/apimachinery remotecommand). */
const Status = z.object({
  status: z.string(),
  message: z.string().optional(),
  details: z
    .object({
      causes: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .nullish(),
});

const MEANS: readonly (readonly [RegExp, ExecFailure['reason'], string])[] = [
  [
    /executable file not found|no such file or directory|permission denied/i,
    'no-program',
    'the container has no such program',
  ],
  [
    /container not found|not (?:created or )?running|is terminated|cannot exec in a stopped/i,
    'not-running',
    'the container does not run',
  ],
  [/pod does not exist|not found/i, 'not-found', 'the kubelet knows no such pod or container'],
  [/dial|connect|timeout|EOF/i, 'unreachable', 'the kubelet of its node cannot be reached'],
];

/** Reads the text of the error channel. */
export function execEnd(text: string): { readonly exitCode: number } | ExecFailure {
  let status: z.infer<typeof Status>;
  try {
    status = Status.parse(JSON.parse(text));
  } catch {
    return { status: 'failed', reason: 'lost', message: 'exec ended without saying how' };
  }
  if (status.status === 'Success') return { exitCode: 0 };
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (code !== undefined && /^\d{1,3}$/.test(code)) {
    // Some runtimes say by these that the program was not there, or is none.
    const absent = code === '126' || code === '127';
    return absent
      ? { status: 'failed', reason: 'no-program', message: 'the container has no such program' }
      : { exitCode: Number(code) };
  }
  const said = status.message ?? '';
  const [, reason = 'server-error', message = 'exec fails'] =
    MEANS.find(([pattern]) => pattern.test(said)) ?? [];
  return {
    status: 'failed',
    reason,
    message,
    ...(said !== '' && { said: visible(redactText(said), 300) }),
  };
}

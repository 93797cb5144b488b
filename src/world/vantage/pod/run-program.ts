import { type ExecFailure, isFailure, type PodExec } from './pod-exec.ts';

/** How a program is run to its end. */
export interface RunRequest {
  readonly argv: readonly string[];
  readonly deadlineMs: number;
  /** Of stdout; what goes beyond ends the run. Of stderr 16 KiB are kept. */
  readonly mostBytes: number;
}

export interface ProgramRun {
  /** Null when it did not end in the deadline, or wrote too much. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** There is more than these bytes. */
  readonly truncated: boolean;
}

const MOST_STDERR = 16 * 1024;

/**
 * Runs a program in the pod to its end. At the deadline, and when `signal` fires, the way to it is closed: a program that reads no
 * input may then run on in the pod until it ends by itself. Rejects only with the signal's reason.
 */
export async function runProgram(
  exec: PodExec,
  { argv, deadlineMs, mostBytes }: RunRequest,
  signal: AbortSignal,
): Promise<ProgramRun | ExecFailure> {
  const late = AbortSignal.timeout(deadlineMs);
  const limit = AbortSignal.any([signal, late]);
  const program = await exec.start(argv, limit).catch((error: unknown) => {
    signal.throwIfAborted();
    if (late.aborted) return tooLate(deadlineMs);
    throw error;
  });
  if (isFailure(program)) return program;
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const size = { stdout: 0, stderr: 0 };
  const { promise: over, resolve } = Promise.withResolvers<null>();
  program.onOutput((channel, bytes) => {
    const room = (channel === 'stdout' ? mostBytes : MOST_STDERR) - size[channel];
    size[channel] += bytes.length;
    if (room > 0) kept[channel].push(bytes.subarray(0, room));
    if (bytes.length > room && channel === 'stdout') resolve(null);
  });
  const stop = (): void => resolve(null);
  limit.addEventListener('abort', stop, { once: true });
  try {
    const end = await Promise.race([program.ended, over]);
    signal.throwIfAborted();
    if (end && isFailure(end)) return end;
    return {
      exitCode: end?.exitCode ?? null,
      stdout: Buffer.concat(kept.stdout),
      stderr: Buffer.concat(kept.stderr).toString('latin1'),
      truncated: size.stdout > mostBytes || end === null,
    };
  } finally {
    limit.removeEventListener('abort', stop);
    program.close();
  }
}

/** What is said when a program was not started in time. */
export const tooLate = (ms: number): ExecFailure => ({
  status: 'failed',
  reason: 'timeout',
  message: `exec did not start a program in the pod within ${ms / 1000} s`,
});

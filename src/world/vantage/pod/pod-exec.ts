import type { RbacNeed } from '../../../core/world/kubernetes.ts';

/** A program in a container of a pod, started by exec. Its channels are bounded by whoever reads them. */
export interface RemoteProgram {
  /** Calls back with what it writes, in order within a channel. Called once, at once. */
  onOutput(output: (channel: 'stdout' | 'stderr', bytes: Buffer) => void): void;
  write(bytes: Uint8Array): void;
  /** Stops and goes on reading, so that an endless writer waits and fills nobody's memory. */
  pause(): void;
  resume(): void;
  /** Gives up on it: closes its standard input and the way to it. */
  close(): void;
  /** Resolves when it has ended and all it wrote was handed on, or when the way to it broke. Never rejects. */
  readonly ended: Promise<{ readonly exitCode: number } | ExecFailure>;
}

/** Why a program could not be started, or was lost. `no-program`: the container has no such program. */
export interface ExecFailure {
  readonly status: 'failed';
  readonly reason:
    | 'no-program'
    | 'forbidden'
    | 'unauthorized'
    | 'not-found'
    | 'not-running'
    | 'unreachable'
    | 'timeout'
    | 'server-error'
    | 'lost';
  /** Our own sentence. */
  readonly message: string;
  /** What the server said: foreign text. */
  readonly said?: string;
  readonly needs?: RbacNeed;
}

/**
 * Starts programs in one container of one pod by exec of argument vectors that this project wrote: what comes from outside is
 * an argument of its own, and parsed. No shell reads it.
 */
export interface PodExec {
  /** Rejects only with the signal's reason, which also ends the program as far as exec can: its standard input closes. */
  start(argv: readonly string[], signal: AbortSignal): Promise<RemoteProgram | ExecFailure>;
}

export const isFailure = (answer: object): answer is ExecFailure =>
  'status' in answer && answer.status === 'failed';

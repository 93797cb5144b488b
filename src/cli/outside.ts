import type { StartUp } from '../core/start-up.ts';
import type { Steps } from '../core/steps.ts';
import type { World } from '../core/world/world.ts';
import type { HttpStart } from './http-flags.ts';
import type { Machine } from './doctor/machine.ts';

/** One entry of a file, and the line on which it begins. */
export interface Entry {
  readonly line: number;
  readonly value: unknown;
}

/** What a command needs that is not its own: built by the entry point, so that the command line stays free of the network. */
export interface Outside {
  /** Opens the world and the way to observe, as the start-up flags say; `close` writes the recording. */
  open(startUp: StartUp): Promise<{ world: World; steps: Steps; close(): Promise<void> }>;
  /** Serves MCP: over HTTP as told until the process is to end, else on standard input and output until the input ends. */
  serve(startUp: StartUp, http?: HttpStart): Promise<number>;
  /** The entries of a file of assertions. Throws BadInput where it cannot be read. */
  readEntries(path: string): Promise<Entry[]>;
  /** Throws BadInput where the file of a flag cannot be written: before anything is asked. */
  mustBeWritable(flag: string, path: string): Promise<void>;
  /** Writes a page for everyone to read. Throws BadInput where it cannot be written. */
  writePage(flag: string, path: string, text: string): Promise<void>;
  /** What this machine has for looking. */
  machine(): Promise<Machine>;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Lets so many milliseconds pass; rejects when the signal fires before. */
  pause(ms: number, signal: AbortSignal): Promise<unknown>;
  /** Calls back when the process is told to stop; the returned function ends that. */
  onStop(stop: (signal: StopSignal) => void): () => void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** A standard stream as far as a command uses it. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** False once its reader has gone. */
  readonly writable?: boolean;
}

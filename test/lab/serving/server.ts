import type { Host } from '../network/host.ts';

/** A server that runs in a host while a scenario is played, in a folder of its own. */
export interface Server<At extends string = Host> {
  /** Unlike the others of its scenario, so that a repair can name it. */
  readonly name: string;
  readonly at: At;
  /** What is run, in the foreground, in its folder. The folder has `pki/`, with what pki.ts makes. */
  readonly run: readonly string[];
  /** Texts of files in its folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Ports that it listens on once it is ready. */
  readonly ports: { readonly tcp?: readonly number[]; readonly udp?: readonly number[] };
}

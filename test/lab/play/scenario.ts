import type { Claim } from '../../../src/core/report.ts';
import type { Layer } from '../../../src/core/layer.ts';
import type { Status } from '../../../src/core/status.ts';
import type { Site } from '../network/build.ts';
import type { Host, Order } from '../network/host.ts';
import type { Server } from '../serving/server.ts';

/** A real fault, made, proved, diagnosed and repaired. All of it is data. */
export interface Scenario {
  /** Kebab case, its own. */
  readonly name: string;
  readonly site?: Site;
  readonly servers: readonly Server[];
  /** What breaks the network, once the servers are up. */
  readonly faults?: readonly Step[];
  /** Proof by programs that are not ours that the fault is in force. */
  readonly witnesses: readonly Witness[];
  /** The arguments of the program. */
  readonly ask: readonly string[];
  /** Environment of the program, in addition. */
  readonly env?: Readonly<Record<string, string>>;
  readonly expect: Expected;
  /** Codes, or their beginnings ending in a dot, that may stand nowhere in the answer. */
  readonly never?: readonly string[];
  /** How often it is asked; the answer must be right every time. */
  readonly times?: number;
  /** The fix, where there is one, after which `afterwards` holds. */
  readonly fix?: readonly Step[];
  /** Absent: everything passes. */
  readonly afterwards?: Expected;
}

/** A command of the lab, a server ended, or one started in its place. */
export type Step = Order | { readonly stop: string } | { readonly start: Server };

/** A command in a host and what it must end with and say for the fault to be in force. */
export interface Witness<At extends string = Host> extends Order<At> {
  /** 0 unless given; `fails` is any other. */
  readonly ends?: 0 | 'fails' | 'either';
  /** What its output must hold, and what it must not. */
  readonly says?: RegExp;
  readonly silentOn?: RegExp;
}

/** The verdict of a report, or the worst check of a finding. */
export interface Expected {
  readonly status: readonly Status[];
  readonly layer: Layer | null;
  readonly code: string | null;
  readonly surfacedAt: Layer | null;
  /** How sure the report is to be; absent: as it likes. */
  readonly claim?: Claim;
  /** The codes of the answer, all of them, in walking order. */
  readonly inOrder?: readonly string[];
  /** Codes that stand in the answer beside it. */
  readonly also?: readonly string[];
  /** What the text of the checks must hold. */
  readonly says?: RegExp;
}

import type { Fix } from '../../../core/fix.ts';
import type { Stamp } from '../../../core/tool.ts';
import type { Code } from '../failures.ts';
import type { Input } from '../input.ts';
import type { Observation, PortSeen } from '../observation.ts';

/** One port of one host, with all that was seen beside it. */
export interface Case {
  readonly input: Input;
  readonly seen: Observation & Stamp;
  readonly port: PortSeen;
}

/** Why an address cannot be connected to. */
export interface Explanation {
  /** Null when what was seen does not tell. */
  readonly code: Code | null;
  /** What the address does, or why it refuses: "no answer, packets are dropped", "a reset came back". */
  readonly clause: string;
  /** The address refuses, and the clause says why. */
  readonly refuses?: true;
  readonly evidence: readonly string[];
  /** In place of the table's. */
  readonly fix?: Fix | string;
  /** The real client, which waits longer, may still get through. */
  readonly mayWork?: true;
}

import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { caseOf } from './evaluate/case.ts';
import { judgeClient } from './evaluate/client.ts';
import { judgeConfiguredServers } from './evaluate/configured-servers.ts';
import { connectionsMade } from './evaluate/connections.ts';
import { judgeGivenServers } from './evaluate/given-servers.ts';
import { judgeHostsOverride } from './evaluate/hosts-override.ts';
import { judgeLocalhost } from './evaluate/localhost.ts';
import { notesOn } from './evaluate/notes.ts';
import { judgeSearchPath } from './evaluate/search-path.ts';
import { judgeSlow } from './evaluate/slow.ts';
import { judgeSplitHorizon } from './evaluate/split-horizon.ts';
import { judgeStale } from './evaluate/stale.ts';
import { judgeTrace } from './evaluate/trace-row.ts';
import { judgeV6 } from './evaluate/v6-unroutable.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';
import { isLocalhost } from './special-name.ts';

/** What the client gets decides; every other view warns at most. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  const at = caseOf(seen, input);
  if (isLocalhost(input.name)) return judgeLocalhost(at);
  const configured = judgeConfiguredServers(at);
  const given = judgeGivenServers(at);
  const trace = judgeTrace(at);
  return {
    checks: [
      ...at.wishes.map((wish) => judgeClient(at, wish)),
      ...judgeHostsOverride(at),
      ...judgeSearchPath(at),
      ...configured.checks,
      ...judgeSlow(at),
      ...judgeStale(at),
      ...judgeV6(at),
      ...given.checks,
      ...judgeSplitHorizon(at),
      ...trace.checks,
    ],
    notes: [...configured.notes, ...given.notes, ...trace.notes, ...notesOn(at)],
    connectionsMade: connectionsMade(seen),
  };
}

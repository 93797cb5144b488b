import { parseIp } from '../../../core/address/ip.ts';
import type { Stamp } from '../../../core/tool.ts';
import type { PathMtu } from '../../../core/world/mtu.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { type Back, readBack } from './back.ts';
import { type Forward, readForward } from './forward.ts';

/** One path of an observation, read. */
export interface Case {
  readonly input: Input;
  readonly seen: Observation & Stamp;
  readonly path: PathMtu;
  readonly family: 4 | 6;
  readonly forward: Forward;
  readonly back: Back;
}

export function caseOf(seen: Observation & Stamp, input: Input, path: PathMtu): Case {
  const family = parseIp(path.address)?.family ?? 4;
  const shared = seen.paths.length > 1;
  return {
    input,
    seen,
    path,
    family,
    forward: withPort(readForward(path), input),
    back: readBack(path, shared),
  };
}

/** A port was given, and nothing there sends segments of a chosen size. */
function withPort(forward: Forward, { port }: Input): Forward {
  const unsent = forward.kind === 'unmeasured' && forward.why === 'no-port' && port !== undefined;
  return unsent ? { kind: 'unmeasured', why: 'no-program' } : forward;
}

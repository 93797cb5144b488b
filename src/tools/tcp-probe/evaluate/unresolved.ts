import type { Check } from '../../../core/check.ts';
import type { Stamp } from '../../../core/tool.ts';
import { unresolvedHost } from '../../../core/unresolved-host.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';

/** Nothing could be dialled, because the name has no address at this vantage: no finding about TCP. */
export const unresolved = (seen: Observation & Stamp, { host, ports }: Input): Check =>
  unresolvedHost(seen, host, {
    layer: 'tcp',
    test: `connect ${host}:${ports.join(',')}`,
    undone: 'not tried',
  });

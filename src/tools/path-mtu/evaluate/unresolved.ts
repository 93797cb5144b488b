import type { Check } from '../../../core/check.ts';
import type { Stamp } from '../../../core/tool.ts';
import { unresolvedHost } from '../../../core/unresolved-host.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';

/** Nothing could be measured, because the name has no address at this vantage. */
export const unresolved = (seen: Observation & Stamp, { host }: Input): Check =>
  unresolvedHost(seen, host, { layer: 'mtu', test: `path MTU of ${host}`, undone: 'not measured' });

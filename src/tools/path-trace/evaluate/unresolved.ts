import { type Check, unknown } from '../../../core/check.ts';
import { isClusterOnly } from '../../../core/target/service-name.ts';
import type { Stamp } from '../../../core/tool.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';

/** Nothing could be traced, because the name has no address at this vantage. */
export function unresolved({ lookup, vantage }: Observation & Stamp, { host }: Input): Check {
  const error = lookup?.error ?? lookup?.outcome ?? 'no address';
  const said = { test: `trace ${host}`, evidence: [`getaddrinfo ${host}: ${error}`] };
  if (vantage.kind === 'local' && isClusterOnly(host)) {
    return unknown('tcp', {
      ...said,
      summary: `${host} resolves inside its cluster only, and this machine is not the client`,
      fix: 'Say who wants to reach it: from namespace/pod or namespace/deploy/name.',
    });
  }
  return unknown('tcp', {
    ...said,
    summary: `not traced: ${host} does not resolve here (${error})`,
    fix: { summary: 'Find out why the name does not resolve.', command: `layerwalk dns-lookup ${host}` },
  });
}

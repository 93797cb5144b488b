import { type Check, unknown } from '../../../core/check.ts';
import type { Stamp } from '../../../core/tool.ts';
import { isClusterOnly } from '../../../core/target/service-name.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';

/** Nothing could be dialled, because the name has no address at this vantage: no finding about TCP. */
export function unresolved({ lookup, vantage }: Observation & Stamp, { host, ports }: Input): Check {
  const error = lookup?.error === undefined ? (lookup?.outcome ?? 'no address') : lookup.error;
  const said = {
    test: `connect ${host}:${ports.join(',')}`,
    evidence: [`getaddrinfo ${host}: ${error}`],
  };
  if (vantage.kind === 'local' && isClusterOnly(host)) {
    return unknown('tcp', {
      ...said,
      summary: `${host} resolves inside its cluster only, and this machine is not the client`,
      fix: 'Say who wants to reach it: from namespace/pod or namespace/deploy/name.',
    });
  }
  return unknown('tcp', {
    ...said,
    summary: `not tried: ${host} does not resolve here (${error})`,
    fix: { summary: 'Find out why the name does not resolve.', command: `layerwalk dns-lookup ${host}` },
  });
}

import { type Check, unknown } from './check.ts';
import type { Layer } from './layer.ts';
import { isClusterOnly } from './target/service-name.ts';
import type { Stamp } from './tool.ts';
import type { Lookup } from './world/dns.ts';

/** What was to be done with the host: the test, and what came of it ("not tried"). */
interface Undone {
  readonly layer: Layer;
  readonly test: string;
  readonly undone: string;
}

/** Nothing could be looked at, because the name has no address at this vantage: no finding about the tool's own layer. */
export function unresolvedHost(
  { lookup, vantage }: { lookup?: Lookup | undefined } & Pick<Stamp, 'vantage'>,
  host: string,
  { layer, test, undone }: Undone,
): Check {
  const error = lookup?.error ?? lookup?.outcome ?? 'no address';
  const said = { test, evidence: [`getaddrinfo ${host}: ${error}`] };
  if (vantage.kind === 'local' && isClusterOnly(host)) {
    return unknown(layer, {
      ...said,
      summary: `${host} resolves inside its cluster only, and this machine is not the client`,
      fix: 'Say who wants to reach it: from namespace/pod or namespace/deploy/name.',
    });
  }
  return unknown(layer, {
    ...said,
    summary: `${undone}: ${host} does not resolve here (${error})`,
    fix: { summary: 'Find out why the name does not resolve.', command: `layerwalk dns-lookup ${host}` },
  });
}

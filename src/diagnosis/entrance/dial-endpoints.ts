import type { Check } from '../../core/check.ts';
import { tcpProbe } from '../../tools/tcp-probe/tool.ts';
import { type Looked, type Probe, probe } from '../probe.ts';

/** The most endpoints that are dialled. */
const MOST = 16;

/**
 * The endpoints of a backend, dialled from the controller's pod as controllers dial them: by themselves. One that answers is a path that
 * remains, so others that do not are evidence beside it. Undefined where there is none.
 */
export function dialEndpoints(
  from: string,
  endpoints: readonly { readonly address: string; readonly port: number }[],
): Probe | undefined {
  if (endpoints.length === 0) return undefined;
  const probes = endpoints
    .slice(0, MOST)
    .map(({ address, port }) => probe(tcpProbe, { from, host: address, ports: [port], attempts: 2 }));
  return {
    tool: 'tcp_probe',
    ask: async (context) => together(await Promise.all(probes.map((each) => each.ask(context)))),
  };
}

/** The answers as one: that of an endpoint which answers, else of one that fails, else of one that could not be asked. */
export function together(all: readonly Looked<unknown>[]): Looked<unknown> {
  const of = (...statuses: readonly string[]): Looked<unknown> | undefined =>
    all.find(({ finding }) => statuses.includes(finding.status));
  const chosen = of('pass', 'warn') ?? of('fail') ?? all[0];
  if (!chosen) throw new TypeError('No endpoint was asked.');
  const others = all.filter((one) => one !== chosen);
  const said = others.map(
    ({ finding }) => worstOf(finding.checks)?.summary ?? `${finding.target}: ${finding.status}`,
  );
  const [first, ...rest] = chosen.finding.checks;
  const connectionsMade = all.reduce((sum, { finding }) => sum + finding.connectionsMade, 0);
  return {
    ...chosen,
    finding: {
      ...chosen.finding,
      connectionsMade,
      checks: first ? [{ ...first, evidence: [...first.evidence, ...said] }, ...rest] : [],
    },
  };
}

const worstOf = (checks: readonly Check[]): Check | undefined =>
  checks.find(({ status }) => status === 'fail') ?? checks[0];

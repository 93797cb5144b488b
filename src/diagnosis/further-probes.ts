import { isLoopback } from '../core/address/policy.ts';
import type { Context } from '../core/tool.ts';
import { pathMtu } from '../tools/path-mtu/tool.ts';
import { pathTrace } from '../tools/path-trace/tool.ts';
import { observed } from './observed.ts';
import type { Question } from './question.ts';
import { type Looked, type Probe, probe } from './probe.ts';
import type { WalkedLeg } from './walk.ts';

/** Failures behind which a packet that was too large may be. */
const STALLS = ['tls.stalls', 'tls.large-hello', 'app.no-reply', 'tcp.silent'];
/** Failures of single packets, of which the hops on the way may say more. */
const LOST = ['tcp.timeout', 'tcp.rejected', 'tcp.flaky'];

/** Walking it has spent the few connections that such a port may be asked for. */
const MYSQL = 3306;

/** What the walk of a leg calls for beside it. Empty for a healthy one, unless the complaint or `all` asks. */
export function furtherProbes({ symptom, all, source }: Question, leg: WalkedLeg): Probe[] {
  const codes = leg.checks.flatMap(({ code, status }) =>
    status === 'fail' || status === 'warn' ? (code ?? []) : [],
  );
  const { host, port } = leg.end;
  const towards = { host, port, ...(source !== undefined && { from: source }) };
  const sizes = symptom.size || all || codes.some((code) => STALLS.includes(code));
  const lost = codes.some((code) => LOST.includes(code));
  return [
    ...(sizes && mayMeasure(leg) ? [probe(pathMtu, towards)] : []),
    ...(lost ? [probe(pathTrace, towards)] : []),
  ];
}

/** The port is open, on another host, and is none that counts broken connections against its clients. */
function mayMeasure(leg: WalkedLeg): boolean {
  const { addresses, protocols } = observed(leg);
  const open = leg.checks.some(
    ({ layer, status, code }) =>
      layer === 'tcp' && (status === 'pass' || status === 'warn' || code === 'tcp.silent'),
  );
  return open && !addresses.every(isLoopback) && !protocols.includes('mysql') && leg.end.port !== MYSQL;
}

/** Asks them all at once; a walk that was interrupted asks nothing more. */
export async function askFurther(context: Context, probes: readonly Probe[]): Promise<Looked<unknown>[]> {
  if (probes.length === 0 || context.signal.aborted) return [];
  context.progress(probes.map(({ tool }) => tool).join(', '));
  return Promise.all(probes.map((each) => each.ask(context)));
}

import type { Finding } from '../core/finding.ts';
import type { Context } from '../core/tool.ts';
import { pathMtu } from '../tools/path-mtu/tool.ts';
import { pathTrace } from '../tools/path-trace/tool.ts';
import type { Question } from './plan.ts';
import { type Probe, probe } from './probe.ts';
import type { WalkedLeg } from './walk.ts';

/** Failures behind which a packet that was too large may be. */
const STALLS = ['tls.stalls', 'tls.large-hello', 'app.no-reply', 'tcp.silent'];
/** Failures of single packets, of which the hops on the way may say more. */
const LOST = ['tcp.timeout', 'tcp.rejected', 'tcp.flaky'];

/** What the walk of a leg calls for beside it. Empty for a healthy one, unless the complaint or `all` asks. */
export function furtherProbes({ symptom, all, source }: Question, leg: WalkedLeg): Probe[] {
  const codes = leg.checks.flatMap(({ code, status }) =>
    status === 'fail' || status === 'warn' ? (code ?? []) : [],
  );
  const { host, port } = leg.end;
  const towards = { host, port, ...(source !== undefined && { from: source }) };
  const open = leg.checks.some(
    ({ layer, status }) => layer === 'tcp' && (status === 'pass' || status === 'warn'),
  );
  const sizes = symptom.size || all || codes.some((code) => STALLS.includes(code));
  const lost = codes.some((code) => LOST.includes(code));
  return [...(open && sizes ? [probe(pathMtu, towards)] : []), ...(lost ? [probe(pathTrace, towards)] : [])];
}

/** Asks them all at once; a walk that was interrupted asks nothing more. */
export async function askFurther(context: Context, probes: readonly Probe[]): Promise<Finding[]> {
  if (probes.length === 0 || context.signal.aborted) return [];
  context.progress(probes.map(({ tool }) => tool).join(', '));
  const looked = await Promise.all(probes.map((each) => each.ask(context)));
  return looked.map(({ finding }) => finding);
}

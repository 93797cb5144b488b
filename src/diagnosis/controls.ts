import { isLoopback } from '../core/address/policy.ts';
import { splitHostPort } from '../core/target/host-port.ts';
import type { Verdict } from '../core/report.ts';
import { observed } from './observed.ts';
import type { WalkedLeg } from './walk.ts';

/** Failures for which this machine's own network might be to blame. */
const SILENT = ['tcp.timeout', 'tcp.rejected', 'tcp.flaky', 'tcp.slow'];

/**
 * What the walk saw work beside a TCP failure: the same source towards another host. Without such a control a silent path
 * may as well be this machine's own.
 */
export function controls(walked: readonly WalkedLeg[], verdict: Verdict): string[] {
  if (!SILENT.includes(verdict.code ?? '')) return [];
  const servers = walked.flatMap((leg) => observed(leg).answeringNameServers);
  const elsewhere = servers.find((server) => !isLoopback(splitHostPort(server).host));
  return elsewhere === undefined
    ? []
    : [`this source does reach another host: name server ${elsewhere} answered`];
}

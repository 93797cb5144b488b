import { isLoopback } from '../core/address/policy.ts';
import { splitHostPort } from '../core/target/host-port.ts';
import type { Verdict } from '../core/report.ts';
import { auditedIn } from './cluster/audited.ts';
import { apiServerAnswers } from './cluster/control/control-lines.ts';
import { readyByProbe } from './cluster/control/ready-by-probe.ts';
import { observed } from './observed.ts';
import type { WalkedLeg } from './walk.ts';

/** Failures for which this machine's own network might be to blame. */
const SILENT = ['tcp.timeout', 'tcp.rejected', 'tcp.flaky', 'tcp.slow'];

/**
 * What the walk saw work beside a TCP failure: the same source towards another host, and another source towards the same target.
 * Without such a control a silent path may as well be the source's own.
 */
export function controls(walked: readonly WalkedLeg[], verdict: Verdict): string[] {
  if (verdict.surfacedAt !== 'tcp') return [];
  return [
    ...(SILENT.includes(verdict.code ?? '') ? nameServer(walked) : []),
    ...walked.flatMap(({ control }) => {
      const other = apiServerAnswers(control);
      return other?.open === true
        ? [`this source does reach another target: ${other.at}, the API server’s virtual address`]
        : [];
    }),
    ...walked.flatMap((leg) => readyByProbe(auditedIn(leg).service, leg.end.port)),
  ];
}

function nameServer(walked: readonly WalkedLeg[]): string[] {
  const servers = walked.flatMap((leg) => observed(leg).answeringNameServers);
  const elsewhere = servers.find((server) => !isLoopback(splitHostPort(server).host));
  return elsewhere === undefined
    ? []
    : [`this source does reach another host: name server ${elsewhere} answered`];
}

/** Where the source reaches the other target no better, its own way out is not excluded. */
export const unreachedControls = (walked: readonly WalkedLeg[], verdict: Verdict): string[] =>
  verdict.status !== 'fail' || verdict.surfacedAt !== 'tcp'
    ? []
    : walked.flatMap(({ control }) => {
        const other = apiServerAnswers(control);
        return other?.open === false
          ? [
              `the source’s own way out, or what is allowed to leave it: ${other.at}, the API server’s virtual address, does not accept from it either`,
            ]
          : [];
      });

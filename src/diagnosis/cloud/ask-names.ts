import type { Context } from '../../core/tool.ts';
import { type Case, serverKind } from '../cluster/dns/evaluate/case.ts';
import { resolverOf } from '../cluster/dns/evaluate/wrong-policy.ts';
import type { Question } from '../question.ts';
import type { Looked } from '../probe.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { askAccount } from './ask-account.ts';
import { type DestinationEnd, together } from './destination-end.ts';

/** What is asked of the pods of the cluster's DNS where their port is not known (RFC 1035 section 4.2). */
const DNS_PORT = 53;

/**
 * What AWS does to a pod's questions for names, where they get no answer, or nothing can be sent: towards the pods behind the cluster's
 * DNS. A branch interface has groups of its own, which often lack it. Undefined where it is not called for, where a cache on the node
 * answers, and where the account knows neither end.
 */
export async function askNames(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Looked<unknown> | undefined> {
  const { clusterDns, checks } = leg;
  const silent = checks.some(
    ({ layer, status, code }) => layer === 'dns' && status === 'fail' && code === 'dns.timeout',
  );
  if (!clusterDns || (!silent && !place.blind) || !asksPods(clusterDns, place)) return undefined;
  const looked = await askAccount(context, {
    question,
    place,
    leg,
    part: 'cloud-names',
    protocol: 'udp',
    circumstances: { replied: false, remains: false },
    destination: () => Promise.resolve(endpointsOf(clusterDns)),
  });
  return looked && withStreams(looked);
}

/** Whether the source asks the pods of the cluster's DNS, and not a cache on its node or servers elsewhere. */
function asksPods(seen: Case['seen'], place: Place): boolean {
  if (!place.blind) {
    const servers = place.nameservers ?? [];
    return servers.length > 0 && servers.every((server) => serverKind(seen, server) === 'cluster');
  }
  const pod = seen.source?.object;
  const cached = (seen.nodeLocal?.objects.length ?? 0) > 0;
  return pod !== undefined && !cached && resolverOf(pod) === 'cluster';
}

/** The ready endpoints behind the Service of the cluster's DNS, with the port that they take UDP on. */
function endpointsOf({ slices }: Case['seen']): DestinationEnd {
  const all = slices?.objects ?? [];
  const port = all.flatMap(({ ports }) => ports).find(({ protocol }) => protocol === 'UDP')?.port;
  const addresses = all.flatMap(({ endpoints }) =>
    endpoints.filter(({ conditions }) => conditions.ready !== false).flatMap((one) => one.addresses),
  );
  return { end: together(addresses), port: port ?? DNS_PORT };
}

/** Answers that are large are asked for again over TCP (RFC 7766): what refuses one port refuses the other, as a rule. */
function withStreams(looked: Looked<unknown>): Looked<unknown> {
  const checks = looked.finding.checks.map((check) =>
    check.status === 'fail'
      ? {
          ...check,
          evidence: [
            ...check.evidence,
            'these are the questions for names; allow the same port over TCP, too',
          ],
        }
      : check,
  );
  return { ...looked, finding: { ...looked.finding, checks } };
}

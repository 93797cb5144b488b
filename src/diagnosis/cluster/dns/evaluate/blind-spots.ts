import { type Check, unknown } from '../../../../core/check.ts';
import { readFix } from '../../../../core/kubernetes/read-fix.ts';
import type { ReadFailure } from '../../../../core/world/kubernetes.ts';
import { type Case, dnsService } from './case.ts';
import { isOfCluster } from './names.ts';
import { outsideFails } from './upstream.ts';

/** Reasons that say that something is there and was not seen. */
const UNSEEN: readonly ReadFailure['reason'][] = [
  'forbidden', 'unauthorized', 'timeout', 'unreachable', 'server-error', 'throttled', 'unreadable', 'gone',
]; // prettier-ignore

/** What could not be read and may hold the cause of the failure: said with what would let us look. */
export function blindSpots(about: Case): Check[] {
  const { seen, row, service, named } = about;
  const { code } = row ?? {};
  const silent = code === 'dns.timeout';
  const absent = code === 'dns.nxdomain' || code === 'dns.no-data' || code === 'dns.servfail';
  const exists = !isOfCluster(about) || service?.service?.object !== undefined;
  const logs = seen.logs.map(({ failure }) => failure).find(isUnseen);
  return [
    ...(silent || absent ? blind('Services of the cluster’s DNS', seen.services.failure) : []),
    ...(silent ? blind(`endpoints of ${dnsService(seen)}`, seen.slices?.failure) : []),
    ...(absent && exists && (named || code === 'dns.servfail')
      ? blind('Corefile', seen.corefile?.failure)
      : []),
    ...(outsideFails(about) ? blind(`log of the pods of ${dnsService(seen)}`, logs) : []),
  ];
}

const isUnseen = (failure: ReadFailure | undefined): failure is ReadFailure =>
  failure !== undefined && UNSEEN.includes(failure.reason);

function blind(what: string, failure: ReadFailure | undefined): Check[] {
  if (!isUnseen(failure)) return [];
  const summary = `The ${what} could not be read, and may hold the cause: ${failure.message}`;
  return [unknown('dns', { test: 'the cluster’s DNS', summary, fix: readFix(failure) })];
}

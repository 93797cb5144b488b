import type { Verdict } from '../../core/report.ts';
import { type BlastRadius, blastRadius } from '../../tools/netpol-audit/evaluate/blast-radius.ts';
import type { WalkedLeg } from '../walk.ts';
import { auditedIn } from './audited.ts';

const MOST = 6;

/** Faults of a Service that are the same for every client. */
const FOR_EVERYBODY: ReadonlySet<string | null> = new Set([
  'service.missing',
  'service.no-endpoints',
  'service.not-ready',
  'service.target-port',
  'service.named-port-missing',
  'service.port-not-listed',
]);

/** Who else is blocked by what the verdict names, and who is not; bounded. Only what was read anyway is looked at. */
export function alsoBlocked(walked: readonly WalkedLeg[], { status, layer, code }: Verdict): string[] {
  if (status !== 'fail') return [];
  const audited = walked.map(auditedIn);
  if (layer === 'service' && FOR_EVERYBODY.has(code)) {
    const service = audited.find(({ service: found }) => found?.service?.object)?.service?.service?.object;
    return service
      ? [`every client of Service ${service.metadata.namespace}/${service.metadata.name} on this port`]
      : [];
  }
  if (layer !== 'policy') return [];
  return audited.flatMap(({ policy }) => {
    const radius = policy && blastRadius(policy.seen, policy.input, code);
    return radius ? lines(radius) : [];
  });
}

function lines({ blocked, allowed, namespaces }: BlastRadius): string[] {
  const others = blocked.length + allowed.length;
  if (others === 0) return [];
  const where = some(namespaces.toSorted());
  return [
    blocked.length === 0
      ? `no other workload of ${where}`
      : `${some(blocked)} (${blocked.length} of ${others} other ${others === 1 ? 'workload' : 'workloads'} of ${where})`,
    ...(allowed.length > 0 ? [`not blocked, by the model: ${some(allowed)}`] : []),
  ];
}

const some = (names: readonly string[]): string =>
  `${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`;

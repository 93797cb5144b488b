import type { Check } from '../../../core/check.ts';
import { surfacesAt } from '../../causes.ts';
import type { Question } from '../../question.ts';
import type { WalkedLeg } from '../../walk.ts';
import { auditedIn } from '../audited.ts';
import type { EndpointsCase } from './case.ts';
import { failToo, judgeEndpoints } from './judge-endpoints.ts';
import { failsAsDenied } from './partial.ts';
import { readyEndpoints, virtualAddresses } from './ready-endpoints.ts';
import { decideTargetPort } from './target-port.ts';
import { virtualSeen } from './virtual-seen.ts';

/** The checks of a leg, held against what the endpoints of its Service answered by themselves. */
export function withEndpoints(
  checks: readonly Check[],
  leg: WalkedLeg,
  question: Question,
): readonly Check[] {
  const about = endpointsCase(checks, leg, question);
  if (!about) return checks;
  const also = failToo(about);
  return [
    ...checks.flatMap((check) => {
      if (check.layer === 'tcp' && check.status === 'fail' && also.length > 0)
        return [{ ...check, evidence: [...check.evidence, ...also] }];
      if (deniesConnections(check))
        return [{ ...check, evidence: [...check.evidence, ...failsAsDenied(about)] }];
      return check.layer === 'service' ? decideTargetPort(check, about) : [check];
    }),
    ...judgeEndpoints(about),
  ];
}

function endpointsCase(
  checks: readonly Check[],
  leg: WalkedLeg,
  { source, target }: Question,
): EndpointsCase | undefined {
  const { endpoints, looked, control } = leg;
  const seen = endpoints?.seen;
  const read = auditedIn(leg).service;
  const fronted = read && readyEndpoints(read, target.port);
  if (!seen || !fronted) return undefined;
  const policy = checks.filter(({ layer }) => layer === 'policy');
  return {
    seen,
    fronted,
    virtual: virtualSeen(looked.tcp?.seen, target.port, virtualAddresses(fronted.service)),
    ...(source !== undefined && { source }),
    ...(control && { control }),
    walkFails: checks.some(({ layer, status }) => layer === 'tcp' && status === 'fail'),
    policyDenies: policy.some(deniesConnections),
    policyOpen: policy.some(({ status }) => status === 'unknown'),
  };
}

/** Whether a policy row says that connections to some endpoint are denied, and nothing says that they are not. */
const deniesConnections = (check: Check): boolean =>
  check.layer === 'policy' &&
  (check.status === 'fail' || check.status === 'warn') &&
  check.code !== null &&
  check.code !== 'policy.not-enforced' &&
  surfacesAt(check) === 'tcp';

/** Notes on endpoints that were not dialled, and connections that were made to those that were. */
export function endpointNotes({ endpoints }: Pick<WalkedLeg, 'endpoints'>): string[] {
  const { seen, why } = endpoints ?? {};
  if (why !== undefined) return [`The endpoints were not dialled by themselves: ${why.replace(/\.$/, '')}.`];
  return seen && seen.more > 0 ? [`${seen.more} more ready endpoints were not dialled.`] : [];
}

/** Connections made to endpoints. */
export const endpointConnections = ({ endpoints }: Pick<WalkedLeg, 'endpoints'>): number =>
  (endpoints?.seen?.endpoints ?? [])
    .flatMap(({ tries, others }) => [...tries, ...others.map(({ answer }) => answer)])
    .filter(({ outcome, local }) => outcome !== 'not-allowed' && local !== true).length;

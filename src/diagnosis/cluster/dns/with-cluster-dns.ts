import type { Check } from '../../../core/check.ts';
import { Observation as DnsSeen } from '../../../tools/dns-lookup/observation.ts';
import { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';
import type { WalkedLeg } from '../../walk.ts';
import type { Case } from './evaluate/case.ts';
import { judgeClusterDns } from './evaluate/evaluate.ts';
import { modelledDns } from './evaluate/modelled.ts';

/**
 * The checks of a leg with what the cluster's DNS explains: a failure of DNS under the code of its cause; where nothing could be sent,
 * the row of DNS by the model.
 */
export function withClusterDns(
  checks: readonly Check[],
  { clusterDns, looked, audited, end }: Pick<WalkedLeg, 'clusterDns' | 'looked' | 'audited' | 'end'>,
  named: Case['named'],
): readonly Check[] {
  if (!clusterDns) return checks;
  const lookup = DnsSeen.safeParse(looked.dns?.seen).data;
  const service = ServiceSeen.safeParse(audited.service?.seen).data;
  const at = checks.findIndex(({ layer, status }) => layer === 'dns' && (status === 'fail' || !lookup));
  const row = checks[at];
  const about: Case = {
    seen: clusterDns,
    host: end.host,
    ...(named && { named }),
    ...(lookup && { lookup }),
    ...(row && { row }),
    ...(service && { service }),
  };
  if (!lookup) {
    const modelled = modelledDns(about);
    return modelled ? checks.map((check, i) => (i === at ? modelled : check)) : checks;
  }
  const judged = judgeClusterDns(about);
  return [...checks.map((check, i) => (i === at && judged.row ? judged.row : check)), ...judged.more];
}

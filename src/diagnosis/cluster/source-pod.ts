import { type Pod, podAddresses } from '../../core/kubernetes/pod.ts';
import { used } from '../../tools/netpol-audit/evaluate/used.ts';
import type { WalkedLeg } from '../walk.ts';
import { auditedIn } from './audited.ts';

/** The source's pod as it was read, with its address and node, e.g. `payments/api-7d9f (10.1.4.7, node ip-10-0-3-12)`. */
export function sourcePod(walked: readonly WalkedLeg[]): string | undefined {
  const pods = walked.map(auditedIn).flatMap(({ policy, service }) => {
    const judged = policy ? used(policy.seen, policy.input, null).sources : [];
    return judged.length > 0 ? judged : (service?.source?.sample ?? []);
  });
  const [first, ...others] = new Map(pods.map((pod) => [nameOf(pod), pod])).values();
  if (!first) return undefined;
  const { nodeName } = first.spec;
  const where = [...podAddresses(first), ...(nodeName === undefined ? [] : [`node ${nodeName}`])];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${nameOf(first)}${where.length === 0 ? '' : ` (${where.join(', ')})`}${more}`;
}

const nameOf = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`;

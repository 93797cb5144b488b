import type { Fix } from '../../../core/fix.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { Doubt } from '../model/doubt.ts';
import type { Case } from './case.ts';

/** What would settle the first of some doubts. */
export function settle({ seen }: Case, doubts: readonly Doubt[]): Fix {
  const first = doubts.find(({ kind }) => kind === 'not-seen') ?? doubts[0];
  if (first?.kind === 'not-seen') {
    const missing = seen.missing.find(
      ({ resource, namespace }) =>
        resource === first.resource && (namespace === undefined || namespace === first.namespace),
    );
    if (missing) return readFix(missing);
  }
  switch (first?.kind) {
    case 'other-api':
      return {
        summary: 'Read those policies: they are not evaluated here. A probe from the source decides.',
      };
    case 'invalid-policy':
      return {
        summary: 'Mend that policy, and ask again.',
        command: 'kubectl apply --dry-run=server -f FILE',
      };
    case 'equal-priority':
      return { summary: 'Give those policies different priorities.' };
    case 'rule':
      return RULES[first.why] ?? { summary: 'A probe from the source decides.' };
    default:
      return {
        summary: 'A probe from the source decides: the specification leaves it to the network plugin.',
      };
  }
}

const RULES: Partial<Record<string, Fix>> = {
  'namespace-not-seen': { summary: 'Add the Namespace’s manifest, or ask the live cluster.' },
  'no-address': { summary: 'Ask again when the pod has an address.' },
  'block-on-pod': {
    summary: 'Select pods by labels in place of the ipBlock; or look which network plugin this is.',
    command: 'kubectl get daemonsets -A',
  },
  'host-network': {
    summary: 'Admit the nodes’ network by an ipBlock; or look which network plugin this is.',
    command: 'kubectl get daemonsets -A',
  },
};

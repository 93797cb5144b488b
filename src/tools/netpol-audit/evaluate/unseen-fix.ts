import type { Fix } from '../../../core/fix.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { shellWord } from '../../../core/shell-word.ts';
import type { Unseen } from '../observation.ts';
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
    if (missing?.document) return mend(missing.document);
    if (missing?.reason === 'not-understood') return lookYourself(missing);
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
    case 'ambient':
      return { summary: `Admit ${first.port}/TCP between the two as well: ztunnels talk on it.` };
    case 'not-enforced':
      return {
        summary: 'A probe from the source decides: the policies deny, and may not be enforced there.',
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

const mend = ({ file, line, why }: { file: string; line: number; why: string }): Fix => ({
  summary: `Mend ${file}:${line} (${why}), which may hold a policy, and ask again.`,
});

const lookYourself = ({ resource, message }: Unseen): Fix => ({
  summary: `Look at those policies yourself: ${message ?? 'their version of the API is not understood here'}.`,
  command: `kubectl get ${shellWord(resource)} -o yaml`,
});

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

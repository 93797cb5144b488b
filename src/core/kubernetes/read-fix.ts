import type { Fix } from '../fix.ts';
import { shellWord } from '../shell-word.ts';
import type { RbacNeed, ReadFailure } from '../world/kubernetes.ts';

/** What would let us read what could not be read. For a missing permission: the exact RBAC rule, and how it is verified. */
export function readFix({ reason, needs }: Pick<ReadFailure, 'reason' | 'needs'>): Fix {
  if (reason === 'forbidden' && needs) return grant(needs);
  return { summary: WAYS[reason] };
}

/** A rule in words: `list networkpolicies.networking.k8s.io in namespace cache`. */
export function needText({ verb, apiGroup, resource, namespace, name: only }: RbacNeed): string {
  const name = apiGroup === '' ? resource : `${resource}.${apiGroup}`;
  return `${verb} ${name}${only === undefined ? '' : ` ${only}`} ${namespace === undefined ? 'cluster-wide' : `in namespace ${namespace}`}`;
}

function grant(need: RbacNeed): Fix {
  const { verb, apiGroup, resource, namespace, name: only } = need;
  const where = namespace === undefined ? [] : ['-n', shellWord(namespace)];
  const name = apiGroup === '' ? resource : `${resource}.${apiGroup}`;
  const [plain = '', part] = resource.split('/');
  const asked =
    part === undefined
      ? [only === undefined ? name : `${name}/${only}`]
      : [apiGroup === '' ? plain : `${plain}.${apiGroup}`, `--subresource=${part}`];
  return {
    summary: `Permit it: ${needText(need)} (deploy/rbac.yaml has all that is ever needed).`,
    manifest: `- apiGroups: ["${apiGroup}"]\n  resources: ["${resource}"]\n${only === undefined ? '' : `  resourceNames: ["${only}"]\n`}  verbs: ["${verb}"]\n`,
    verify: ['kubectl auth can-i', verb, ...asked, ...where].join(' '),
  };
}

const WAYS: Readonly<Record<ReadFailure['reason'], string>> = {
  unauthorized:
    'Renew the credentials of the kubeconfig: kubectl get --raw /version shows whether they work.',
  forbidden: 'Permit it: deploy/rbac.yaml has all that is ever needed.',
  'not-found': 'Check the name and the namespace.',
  'no-such-api':
    'The server says that it has no such API: kubectl api-resources lists what it serves. Look at what stands in front of it.',
  'not-understood': 'Look at those objects: this version of Layerwalk does not know how to read them.',
  gone: 'Ask again: the list changed faster than it could be read.',
  throttled: 'Ask again later: the API server is too busy.',
  'server-error': 'Look at the API server: kubectl get --raw /readyz?verbose.',
  timeout: 'Make the API server reachable from here: kubectl get --raw /version.',
  unreachable: 'Make the API server reachable from here: kubectl get --raw /version.',
  unreadable:
    'Check that the kubeconfig’s server is an API server: kubectl get --raw /version. If it is, one of those objects has a shape that is not known here: look at them by kubectl.',
  'no-cluster': 'Start with a kubeconfig (--kubeconfig, KUBECONFIG or ~/.kube/config), or with --manifests.',
  'no-such-context': 'Send a context that the kubeconfig holds: kubectl config get-contexts.',
  credentials: 'Mend the kubeconfig: kubectl get --raw /version shows what is wrong.',
  refused: 'It is never read.',
  'not-in-files': 'Add its manifest to what --manifests names, or ask the live cluster.',
  'not-recorded': 'Ask without --replay, or make a recording of this question with --record FILE.',
};

import { holds, requirements } from '../../../core/kubernetes/label-selector.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { PluginPolicy } from '../../../core/kubernetes/plugin-policy.ts';
import type { PodParty } from './party.ts';
import type { Direction } from './policy.ts';
import type { Ternary } from './ternary.ts';

/** Whether a policy of Cilium's or Calico's own may select a pod in a direction; they are not evaluated, only detected. */
export function mayApply(policy: PluginPolicy, pod: PodParty, direction: Direction): boolean {
  const { namespace } = policy.metadata;
  if (namespace !== undefined && namespace !== pod.namespace) return false;
  return policy.plugin === 'Cilium'
    ? ciliumMayApply(policy, pod, direction)
    : calicoMayApply(policy, pod, direction);
}

/** How it is named: `CiliumNetworkPolicy cache/redis-l7`. */
export const nameOf = ({ kind, plugin, metadata }: PluginPolicy): string =>
  `${plugin === 'Cilium' ? '' : 'Calico '}${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;

function ciliumMayApply({ spec, specs }: PluginPolicy, pod: PodParty, direction: Direction): boolean {
  // A hostNetwork pod is no endpoint of its own; its node may be selected by nodeSelector, which is the node's own firewall.
  if (pod.hostNetwork) return [spec, ...specs].some((rule) => rule?.nodeSelector);
  return [spec, ...specs].some((rule) => {
    if (!rule?.endpointSelector) return false;
    const sections =
      direction === 'ingress' ? [rule.ingress, rule.ingressDeny] : [rule.egress, rule.egressDeny];
    if (sections.every((section) => section === undefined)) return false;
    return requirements(rule.endpointSelector).every(({ key, operator, values }) => {
      // Only the colon ends a source: https://docs.cilium.io/en/stable/gettingstarted/terminology/#label-source.
      const plain = key.replace(/^(?:k8s|any):/, '');
      // Labels that Cilium adds by itself (namespace, cluster, reserved …) are not judged here.
      if (plain.includes(':') || plain.startsWith('io.cilium.') || plain.startsWith('reserved.')) return true;
      const labels: Labels = { ...pod.labels, 'io.kubernetes.pod.namespace': pod.namespace };
      return plain.startsWith('io.kubernetes.pod.') && plain !== 'io.kubernetes.pod.namespace'
        ? true
        : holds({ key: plain, operator, values }, labels);
    });
  });
}

function calicoMayApply({ spec }: PluginPolicy, pod: PodParty, direction: Direction): boolean {
  if (!spec) return true;
  const types = spec.types.map((type) => type.toLowerCase());
  if (types.length > 0 && !types.includes(direction)) return false;
  const labels: Labels = {
    ...pod.labels,
    'projectcalico.org/namespace': pod.namespace,
    'projectcalico.org/orchestrator': 'k8s',
  };
  if (calicoSelects(spec.selector ?? '', labels) === 'no') return false;
  const { namespaceSelector = '' } = spec;
  return !(
    pod.namespaceLabels.complete && calicoSelects(namespaceSelector, pod.namespaceLabels.labels) === 'no'
  );
}

const TERM =
  /^(?:(?<not>!)?has\((?<has>[^()\s]+)\)|(?<key>[A-Za-z0-9_./-]+)\s*(?<operator>==|!=)\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"))$/;

/** Whether a selector in Calico's own language selects these labels, as far as it is a conjunction of plain terms. */
function calicoSelects(selector: string, labels: Labels): Ternary {
  if (selector.length > 2000 || selector.includes('||')) return 'maybe';
  let result: Ternary = 'yes';
  for (const text of selector.split('&&').map((part) => part.trim())) {
    if (text === '' || text === 'all()') continue;
    const term = TERM.exec(text)?.groups;
    if (!term) {
      result = 'maybe';
      continue;
    }
    const key = term['has'] ?? term['key'] ?? '';
    // Labels that Calico adds: of the namespace, of the service account, and its own.
    if (!Object.hasOwn(labels, key) && /^(?:projectcalico\.org\/|pcns\.|pcsa\.)/.test(key)) {
      result = 'maybe';
      continue;
    }
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    const wanted = term['single'] ?? term['double'];
    const holdsHere =
      term['has'] === undefined
        ? (value === wanted) === (term['operator'] === '==')
        : (value !== undefined) === (term['not'] === undefined);
    if (!holdsHere) return 'no';
  }
  return result;
}

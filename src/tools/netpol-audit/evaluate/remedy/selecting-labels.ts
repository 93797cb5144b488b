import type { Labels } from '../../../../core/kubernetes/labels.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { isOver } from '../../model/pod-party.ts';
import type { Case } from '../case.ts';
import type { Named } from '../ends.ts';
import { lastingLabels, workloadOf } from '../../workload-of.ts';

/**
 * Labels by which a person would select a pod's workload: as few as select no other workload of the namespace, the customary ones
 * first. Empty where the pod has no lasting label.
 */
export function selectingLabels({ seen }: Case, { pod, party }: Named): Labels {
  if (party.kind !== 'pod') return {};
  const lasting = lastingLabels(party.labels);
  const others = seen.pods.filter(
    (other) => other.metadata.namespace === party.namespace && !isOver(other) && !isSameWorkload(other, pod),
  );
  const chosen: [string, string][] = [];
  let left = others;
  for (const [key, value] of lasting) {
    const narrower = left.filter(({ metadata }) => metadata.labels[key] === value);
    // A label that narrows nothing down says nothing, unless it is the first.
    if (chosen.length > 0 && narrower.length === left.length) continue;
    chosen.push([key, value]);
    left = narrower;
    if (left.length === 0) break;
  }
  return Object.fromEntries(chosen);
}

function isSameWorkload(other: Pod, pod: Pod | undefined): boolean {
  if (!pod) return false;
  const own = workloadOf(pod);
  const its = workloadOf(other);
  return own && its ? own.kind === its.kind && own.name === its.name : other === pod;
}

/** A workload's name for the name of a policy: its own, or its app label, or the pod's. */
export function workloadName({ pod, party, name }: Named): string {
  if (pod) return workloadOf(pod)?.name ?? customary(pod.metadata.labels) ?? pod.metadata.name;
  if (party.kind === 'pod') return customary(party.labels) ?? 'pods';
  return name.replace(/^node\//, 'node-');
}

const customary = (labels: Labels): string | undefined =>
  labels['app'] ?? labels['app.kubernetes.io/name'] ?? labels['k8s-app'];

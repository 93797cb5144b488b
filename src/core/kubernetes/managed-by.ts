import { nameInSentence } from '../untrusted.ts';
import type { ClusterMeta } from './object-meta.ts';

/** Field managers that apply objects from a source of their own, by the names under which the API server knows them. */
const MANAGERS: readonly (readonly [manager: RegExp, tool: string])[] = [
  [/^argocd-(?:application-)?controller$/, 'Argo CD'],
  [/^kustomize-controller$/, 'Flux'],
  [/^helm-controller$/, 'Flux'],
  [/^helm$/, 'Helm'],
  [/^(?:Terraform|HashiCorp)$/i, 'Terraform'],
  [/^terraform-provider-/, 'Terraform'],
  [/^pulumi/, 'Pulumi'],
  [/^fleetagent$/, 'Rancher Fleet'],
  [/^eks$/, 'an add-on of EKS'],
];

/**
 * Who will undo a change by hand: the tool that applies the object from its source, by the marks that it leaves; undefined when there
 * is none. Argo CD: resource tracking; Flux: toolkit labels; Helm: release annotations; others: the name
 * under which they own fields (managedFields), or app.kubernetes.io/managed-by.
 */
export function managedBy({
  labels,
  annotations,
  ownerReferences,
  managedFields,
}: ClusterMeta): string | undefined {
  const flux = labels['kustomize.toolkit.fluxcd.io/name'] ?? labels['helm.toolkit.fluxcd.io/name'];
  const tracked = /^([^:]+):/.exec(annotations['argocd.argoproj.io/tracking-id'] ?? '')?.[1];
  const application = tracked ?? labels['argocd.argoproj.io/instance'];
  if (application !== undefined) return `Argo CD (application ${nameInSentence(application)})`;
  if (annotations['argocd.argoproj.io/tracking-id'] !== undefined) return 'Argo CD';
  if (flux !== undefined) return `Flux (${nameInSentence(flux)})`;
  const release = annotations['meta.helm.sh/release-name'];
  if (release !== undefined) return `Helm (release ${nameInSentence(release)})`;
  const owner = ownerReferences.find(({ controller }) => controller === true);
  if (owner) return `${owner.kind} ${owner.name}`;
  // Before the label, which charts carry that another tool has rendered.
  const [, tool] =
    MANAGERS.find(([name]) => managedFields.some(({ manager }) => name.test(manager ?? ''))) ?? [];
  const named = labels['app.kubernetes.io/managed-by'];
  return tool ?? (named === undefined || named === '' ? undefined : nameInSentence(named));
}

/** What to add to a change by hand of an object that something else applies. */
export function atItsSource(meta: ClusterMeta): string {
  const manager = managedBy(meta);
  return manager === undefined ? '' : ` ${manager} manages it: change it at its source, this is temporary.`;
}

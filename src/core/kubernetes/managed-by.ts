import { nameInSentence } from '../untrusted.ts';
import type { ClusterMeta } from './object-meta.ts';

/**
 * Who will undo a change by hand: the tool that applies the object from its source, by the marks that it leaves; undefined when there
 * is none. Argo CD: resource tracking; Flux: toolkit labels; Helm: release annotations; others: app.kubernetes.io/managed-by.
 */
export function managedBy({ labels, annotations, ownerReferences }: ClusterMeta): string | undefined {
  const flux = labels['kustomize.toolkit.fluxcd.io/name'] ?? labels['helm.toolkit.fluxcd.io/name'];
  if (annotations['argocd.argoproj.io/tracking-id'] !== undefined) return 'Argo CD';
  if (labels['argocd.argoproj.io/instance'] !== undefined) return 'Argo CD';
  if (flux !== undefined) return `Flux (${nameInSentence(flux)})`;
  const release = annotations['meta.helm.sh/release-name'];
  if (release !== undefined) return `Helm (release ${nameInSentence(release)})`;
  const owner = ownerReferences.find(({ controller }) => controller === true);
  if (owner) return `${owner.kind} ${owner.name}`;
  const named = labels['app.kubernetes.io/managed-by'];
  return named === undefined || named === '' ? undefined : nameInSentence(named);
}

/** What to add to a change by hand of an object that something else applies. */
export function atItsSource(meta: ClusterMeta): string {
  const manager = managedBy(meta);
  return manager === undefined ? '' : ` ${manager} manages it: change it at its source, this is temporary.`;
}

/** When an object was changed last, and by which program, in a line; its creation where nothing else is known. */
export function lastChange({ managedFields, creationTimestamp }: ClusterMeta): string | undefined {
  const dated = managedFields.filter(({ time }) => time !== undefined);
  const [last] = dated.toSorted((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1));
  if (last?.time !== undefined)
    return `changed ${last.time}${last.manager === undefined ? '' : ` by ${nameInSentence(last.manager)}`}`;
  return creationTimestamp === undefined ? undefined : `created ${creationTimestamp}`;
}

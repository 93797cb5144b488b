import { managedBy } from '../../core/kubernetes/managed-by.ts';
import { ownerLabel } from '../../core/kubernetes/owner-label.ts';
import type { WalkedLeg } from '../walk.ts';
import { auditedIn } from './audited.ts';
import type { UsedObjects } from './used.ts';

/** Who manages the objects that a verdict uses, and whose they are by their labels or those of their namespace. */
export function managers({ objects }: UsedObjects, walked: readonly WalkedLeg[]): string[] {
  const namespaces = walked.flatMap((leg) => auditedIn(leg).policy?.seen.namespaces ?? []);
  const lines = objects
    .filter(({ decides }) => decides)
    .flatMap(({ name, metadata }) => {
      const own = ownerLabel(metadata.labels);
      const inNamespace = 'namespace' in metadata ? metadata.namespace : undefined;
      const namespace = namespaces.find(({ metadata: { name: each } }) => each === inNamespace);
      const theirs = namespace && ownerLabel(namespace.metadata.labels);
      const said = [
        managedBy(metadata),
        own === undefined ? undefined : `labelled ${own}`,
        own === undefined && theirs !== undefined
          ? `namespace ${namespace?.metadata.name} labelled ${theirs}`
          : undefined,
      ].filter((part) => part !== undefined);
      return said.length === 0 ? [] : [{ name, said: said.join('; ') }];
    });
  // Objects of one manager share a line.
  return [...Map.groupBy(lines, ({ said }) => said)].map(
    ([said, own]) => `${own.map(({ name }) => name).join(', ')}: ${said}`,
  );
}

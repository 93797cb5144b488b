import type { Manifest } from '../../manifest.ts';
import type { Cluster } from '../../start-cluster.ts';

const same = (one: Manifest, other: Manifest): boolean =>
  one.kind === other.kind &&
  one.metadata.name === other.metadata.name &&
  one.metadata.namespace === other.metadata.namespace;

/** What is there after a change: each object in place of the one of its name. */
export const changed = (
  objects: readonly Manifest[],
  { apply = [], remove = [] }: { apply?: readonly Manifest[]; remove?: readonly Manifest[] },
): Manifest[] => [
  ...objects.filter((object) => ![...apply, ...remove].some((each) => same(each, object))),
  ...apply,
];

/** Makes the change in the cluster: what it replaces or removes is deleted first, at once. */
export async function applyChange(
  { harness, create, pathOf }: Pick<Cluster, 'harness' | 'create' | 'pathOf'>,
  before: readonly Manifest[],
  { apply = [], remove = [] }: { apply?: readonly Manifest[]; remove?: readonly Manifest[] },
): Promise<void> {
  const replaced = apply.filter((object) => before.some((each) => same(each, object)));
  for (const object of [...replaced, ...remove])
    await harness.must('DELETE', `${await pathOf(object)}?gracePeriodSeconds=0&propagationPolicy=Background`);
  await create(apply);
}

import type { AwsCall } from '../../../core/aws/call.ts';

/**
 * The objects without repetitions; undefined where two records of one thing contradict each other, as those of a dump of several
 * accounts, Regions or times may. A setting of a whole Region is one thing. Tags, which each account has of its own, do not count.
 */
export function oneVersion(call: AwsCall, objects: readonly unknown[]): readonly unknown[] | undefined {
  if (objects.length < 2 || !isNamed(call)) return objects;
  const known = new Map<unknown, string>();
  const kept: unknown[] = [];
  for (const object of objects) {
    const fields = Object.entries(object ?? {});
    const id = call.many ? fields[0]?.[1] : call.action;
    const text = JSON.stringify(fields.filter(([key]) => key !== 'Tags' && key !== 'TagSet'));
    const before = known.get(id);
    if (before === undefined) kept.push(object);
    else if (before !== text) return undefined;
    known.set(id, text);
  }
  return kept;
}

/** The objects begin with an id of their own: those that are asked for by what they do not hold are entries of a list. */
const isNamed = ({ by }: AwsCall): boolean => Object.values(by).every(({ path }) => path !== undefined);

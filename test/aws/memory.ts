import { iamAction } from '../../src/core/aws/call.ts';
import { valuesAt } from '../../src/core/aws/values-at.ts';
import type { Aws, AwsQuery, AwsReading } from '../../src/core/world/aws.ts';
import type { Account } from './scene.ts';

/** An account that is read from memory: the whole list is gone through at every question. */
export const memory = (of: Account): Aws => ({
  async read<T>({ call, by, values }: AwsQuery<T>): Promise<AwsReading<T>> {
    const all = of[call.action];
    if (!all)
      return {
        status: 'failed',
        reason: 'not-in-dump',
        action: iamAction(call),
        message: 'not there',
        calls: 0,
      };
    const path = by === undefined ? undefined : call.by[by]?.path;
    const found =
      path === undefined
        ? all
        : all.filter((one) => valuesAt(one, path).some((value) => values.includes(value)));
    const objects = found.flatMap((one) => call.shape.safeParse(one).data ?? []);
    const unreadable = found.length - objects.length;
    return { status: 'ok', objects, ...(unreadable > 0 && { unreadable }), calls: 1 };
  },
  where: async () => ({ source: 'dump' }),
});

import type { AwsCall } from '../../../core/aws/call.ts';
import { valuesAt } from '../../../core/aws/values-at.ts';
import type { Aws, AwsPlace, AwsReading } from '../../../core/world/aws.ts';
import type { Question } from '../model/estate.ts';
import type { Answered } from '../observation.ts';

/** Values that one filter may hold: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const VALUES = 200;

interface Batch {
  readonly call: AwsCall;
  readonly by?: string | undefined;
  readonly values: readonly string[];
}

/** Reads all questions at once; those that one call can answer share it. */
export async function readQuestions(
  aws: Aws,
  questions: readonly Question[],
  place: AwsPlace,
  signal: AbortSignal,
): Promise<{ answers: Answered[]; calls: number }> {
  const read = await Promise.all(
    batches(questions).map(async (batch) => {
      const reading = await aws.read({ ...place, ...batch }, signal);
      return { answers: answersOf(batch, reading), calls: reading.calls };
    }),
  );
  return {
    answers: read.flatMap((one) => one.answers),
    calls: read.reduce((sum, one) => sum + one.calls, 0),
  };
}

function batches(questions: readonly Question[]): Batch[] {
  const groups = new Map<string, { call: AwsCall; by: string; values: string[] }>();
  const single: Batch[] = [];
  for (const { call, by, value } of questions) {
    const selector = by === undefined ? undefined : call.by[by];
    if (by === undefined || value === undefined || selector?.path === undefined || selector.how === 'one') {
      single.push({ call, by, values: value === undefined ? [] : [value] });
      continue;
    }
    const key = `${call.action} ${by}`;
    const group = groups.get(key) ?? { call, by, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  const shared = [...groups.values()].flatMap(({ call, by, values }) =>
    Array.from({ length: Math.ceil(values.length / VALUES) }, (_, n) => ({
      call,
      by,
      values: values.slice(n * VALUES, (n + 1) * VALUES),
    })),
  );
  return [...single, ...shared];
}

/** One answer for each value, each with the objects that have it. */
function answersOf({ call, by, values }: Batch, reading: AwsReading<unknown>): Answered[] {
  const about = { action: call.action, ...(by !== undefined && { by }) };
  const each = values.length === 0 ? [undefined] : values;
  return each.map((value) => {
    const question = { ...about, ...(value !== undefined && { value }) };
    if (reading.status === 'failed') return { ...question, objects: [], failure: reading };
    const path = by === undefined ? undefined : call.by[by]?.path;
    const objects =
      path === undefined || value === undefined
        ? reading.objects
        : reading.objects.filter((one) => valuesAt(one, path).includes(value));
    const { truncated, unreadable } = reading;
    return {
      ...question,
      objects,
      ...(truncated && { truncated }),
      ...(unreadable !== undefined && { unreadable }),
    };
  });
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ms, type Row } from './row.ts';

const One = z.object({
  bytes: z.number(),
  firstMs: z.number(),
  furtherMs: z.number(),
  megabytes: z.number(),
});
const Pairs = z.object({ bytes: z.number(), ms: z.number(), ports: z.number() });

const script = fileURLToPath(new URL('netpol/answers.ts', import.meta.url));
const run = (...args: (string | number)[]): unknown =>
  JSON.parse(execFileSync(process.execPath, [script, ...args.map(String)], { encoding: 'utf8' }));
const MB = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A question about a large cluster, from JSON on disk to the answer, and all pairs of a smaller one. */
export function networkPolicies(): Promise<Row[]> {
  return Promise.resolve([...single(1000, 600), ...single(7000, 1000), allPairs()]);
}

function single(podBytes: number, goal: number): Row[] {
  const runs = [1, 2, 3].map(() => One.parse(run('single', 10_000, 5000, podBytes)));
  const [median] = runs.toSorted((a, b) => a.firstMs - b.firstMs).slice(1);
  if (!median) throw new TypeError('There are three runs.');
  const { bytes, firstMs, furtherMs, megabytes } = median;
  const what = `10,000 pods of ${podBytes / 1000} KB, 5,000 policies (${MB(bytes)})`;
  return [
    { what: `${what}: first answer`, goal: `<= ${goal} ms`, measured: ms(firstMs), met: firstMs <= goal },
    {
      what: `${what}: each further one`,
      goal: '<= 1 ms',
      measured: ms(furtherMs),
      met: furtherMs <= 1,
    },
    {
      what: `${what}: memory`,
      goal: '< 400 MB',
      measured: `${Math.round(megabytes)} MB`,
      met: megabytes < 400,
    },
  ];
}

function allPairs(): Row {
  const { bytes, ms: took, ports } = Pairs.parse(run('pairs', 1000, 1000, 1000));
  return {
    what: `all pairs of 1,000 pods, 1,000 policies (${MB(bytes)}), ${ports} ports, with load`,
    goal: '<= 1500 ms',
    measured: ms(took),
    met: took <= 1500,
  };
}

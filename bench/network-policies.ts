import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { generatedCluster, type Size } from './netpol/cluster.ts';
import { ms, type Row } from './row.ts';

const One = z.object({ firstMs: z.number(), furtherMs: z.number(), megabytes: z.number() });
const Pairs = z.object({ ms: z.number(), ports: z.number() });

const script = fileURLToPath(new URL('netpol/answers.ts', import.meta.url));
const run = (...args: string[]): unknown =>
  JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));
const MB = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A question about a large cluster, from JSON on disk to the answer, and all pairs of a smaller one. */
export function networkPolicies(): Promise<Row[]> {
  return Promise.resolve([...single(1000, 600), ...single(7000, 1000), allPairs()]);
}

interface Files {
  readonly file: string;
  /** For a process to get warm with. */
  readonly smaller: string;
  readonly bytes: number;
}

/** A generated cluster as a file, and a smaller one, for as long as `use` takes. */
function onDisk<T>(size: Size, use: (files: Files) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-bench-'));
  try {
    const [file, smaller] = [join(folder, 'cluster.json'), join(folder, 'smaller.json')];
    const text = generatedCluster(size);
    writeFileSync(file, text);
    writeFileSync(smaller, generatedCluster({ ...size, pods: 1000, policies: 500 }));
    return use({ file, smaller, bytes: text.length });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function single(podBytes: number, goal: number): Row[] {
  const { runs, bytes } = onDisk({ pods: 10_000, policies: 5000, podBytes }, (files) => ({
    runs: [1, 2, 3].map(() => One.parse(run('single', files.file, files.smaller))),
    bytes: files.bytes,
  }));
  const [median] = runs.toSorted((a, b) => a.firstMs - b.firstMs).slice(1);
  if (!median) throw new TypeError('There are three runs.');
  const { firstMs, furtherMs, megabytes } = median;
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
      what: `${what}: memory at its peak`,
      goal: '< 400 MB',
      measured: `${Math.round(megabytes)} MB`,
      met: megabytes < 400,
    },
  ];
}

function allPairs(): Row {
  const [{ ms: took, ports }, bytes] = onDisk({ pods: 1000, policies: 1000, podBytes: 1000 }, (files) => [
    Pairs.parse(run('pairs', files.file, files.smaller)),
    files.bytes,
  ]);
  return {
    what: `all pairs of 1,000 pods, 1,000 policies (${MB(bytes)}), ${ports} ports, with load`,
    goal: '<= 1500 ms',
    measured: ms(took),
    met: took <= 1500,
  };
}

import { randomUUID } from 'node:crypto';
import { isFailure } from './pod-exec.ts';
import { KEPT } from './environment.ts';
import { cannotExec } from './cannot-exec.ts';
import type { Place } from './place.ts';
import type { PodExec } from './pod-exec.ts';
import { runProgram } from './run-program.ts';

/** How files are read in the container; `cat`: no shell, so one program a file. */
export type Reader = 'sh' | 'busybox' | 'bash' | 'python3' | 'perl' | 'node' | 'cat';

export type ReadFiles = (
  paths: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string>>;

// "$1" is a mark that no file can know, the rest are paths. A path that cannot be read has no mark.
const BY_CAT = `m=$1; shift; for f; do [ -r "$f" ] && { printf '\\n%s %s\\n' "$m" "$f"; CAT "$f"; }; done 2>/dev/null; exit 0`;
const SCRIPTS: Readonly<Record<Exclude<Reader, 'cat'>, readonly string[]>> = {
  sh: ['sh', '-c', BY_CAT.replace('CAT', 'cat'), 'layerwalk'],
  busybox: ['busybox', 'sh', '-c', BY_CAT.replace('CAT', 'busybox cat'), 'layerwalk'],
  bash: [
    'bash',
    '-c',
    `LC_ALL=C; m=$1; shift; for f; do [[ -r $f ]] || continue; printf '\\n%s %s\\n' "$m" "$f"; if [[ $f == /proc/self/environ ]]; then for v in ${KEPT.join(' ')}; do [[ -v $v ]] && printf '%s=%s\\0' "$v" "\${!v}"; done; continue; fi; while IFS= read -r l || [[ $l ]]; do printf '%s\\n' "$l"; done <"$f"; done 2>/dev/null; exit 0`,
    'layerwalk',
  ],
  python3: [
    'python3',
    '-I',
    '-c',
    `
import os, sys
for path in sys.argv[2:]:
    try:
        with open(path, 'rb') as file: data = file.read(8000000)
    except OSError:
        continue
    data = ('\\n%s %s\\n' % (sys.argv[1], path)).encode() + data
    while data: data = data[os.write(1, data):]
`,
  ],
  perl: [
    'perl',
    '-e',
    `my $m = shift; binmode STDOUT; for my $f (@ARGV) { open(my $h, '<:raw', $f) or next; print "\\n$m $f\\n"; local $/ = \\65536; print while <$h>; }`,
  ],
  node: [
    'node',
    '-e',
    `const [m, ...paths] = process.argv.slice(1); for (const f of paths) { try { const text = require('fs').readFileSync(f); process.stdout.write('\\n' + m + ' ' + f + '\\n'); process.stdout.write(text); } catch {} }`,
  ],
};

const DEADLINE_MS = 15_000;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads files of the container, all of them by one program where it carries one that can. What is not there is left out, and so
 * is what is beyond 4 MiB together. Throws CannotObserve.
 */
export const fileReader = (exec: PodExec, place: Place, reader: Reader): ReadFiles =>
  reader === 'cat' ? oneByOne(exec, place) : allAtOnce(exec, place, SCRIPTS[reader]);

const allAtOnce =
  (exec: PodExec, place: Place, script: readonly string[]): ReadFiles =>
  async (paths, signal) => {
    const mark = randomUUID();
    const request = { argv: [...script, mark, ...paths], deadlineMs: DEADLINE_MS, mostBytes: MOST_BYTES };
    const run = await runProgram(exec, request, signal);
    if (isFailure(run)) throw cannotExec(place, run);
    const [, ...parts] = run.stdout.toString('latin1').split(`\n${mark} `);
    if (run.truncated) parts.pop();
    return new Map(
      parts.map((part): [string, string] => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)];
      }),
    );
  };

const oneByOne =
  (exec: PodExec, place: Place): ReadFiles =>
  async (paths, signal) => {
    const found = new Map<string, string>();
    await Promise.all(
      paths.map(async (path) => {
        const request = { argv: ['cat', path], deadlineMs: DEADLINE_MS, mostBytes: MOST_BYTES };
        const run = await runProgram(exec, request, signal);
        if (isFailure(run)) throw cannotExec(place, run);
        if (run.exitCode === 0 && !run.truncated) found.set(path, run.stdout.toString('latin1'));
      }),
    );
    return found;
  };

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The tests that take their number of cases from FUZZ_RUNS, with many more than `npm test` has time for.
const fuzzing = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('test', name))
  .filter((file) => readFileSync(file, 'utf8').includes("['FUZZ_RUNS']"));

const env = { FUZZ_RUNS: '100000', ...process.env };
const args = ['run', '--testTimeout=1800000', ...fuzzing];
const { status } = spawnSync('vitest', args, { env, stdio: 'inherit' });
process.exit(status ?? 1);

import { spawnSync } from 'node:child_process';

// The property and fuzz tests alone, with many more cases than `npm test` takes time for.
const env = { FUZZ_RUNS: '100000', ...process.env };
const { status } = spawnSync('vitest', ['run', 'fuzz', 'propert', '--testTimeout=1800000'], {
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);

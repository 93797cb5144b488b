import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { goCommand } from '../cluster/go-toolchain.ts';
import { deployProgram, moduleOf, type ProgramName, PROGRAMS } from './programs.ts';
import { fetchServerSchema } from './server-schema.ts';

/**
 * Builds the programs that tests of what is deployed run, and fetches what they compare with, unless it is in the cache
 * already.
 * Run as a program: `npm run deploy:build`.
 */
for (const name of PROGRAMS) {
  const file = deployProgram(name);
  if (existsSync(file)) say(`${file} is there.`);
  else build(name, file);
}
fetchServerSchema();

function build(name: ProgramName, file: string): void {
  const go = goCommand(moduleOf(name));
  say(`Building ${name} with ${go} …`);
  const started = performance.now();
  mkdirSync(dirname(file), { recursive: true });
  const args = ['-n', '15', go, 'build', '-p', '2', '-trimpath', '-ldflags', '-s -w'];
  // Without the GOROOT of another Go; it keeps its caches below HOME, which CI may not set.
  const settings = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOROOT: undefined, HOME: homedir() };
  const options = {
    cwd: moduleOf(name),
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  } as const;
  const { status } = spawnSync('nice', [...args, '-o', `${file}.part`, '.'], options);
  if (status !== 0) throw new Error(`go build of ${name} ended with ${status}`);
  renameSync(`${file}.part`, file);
  say(`Built ${name} in ${Math.round((performance.now() - started) / 1000)} s.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

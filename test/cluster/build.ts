import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { goCommand } from './go-toolchain.ts';
import { BUILT, builtFolder } from './programs.ts';
import { SERVER_SOURCES } from './server-sources.ts';

/**
 * Builds kube-apiserver and the kubelet of the tests unless they are in the cache already.
 * Run as a program: `npm run cluster:build`.
 */
const PACKAGES: Readonly<Record<(typeof BUILT)[number], string>> = {
  'kube-apiserver': './apiserver',
  kubelet: './kubelet',
};
const VERSION = 'k8s.io/component-base/version';

const target = builtFolder();
if (BUILT.every((name) => existsSync(join(target, name)))) say(`${target} has what is needed.`);
else build();

function build(): void {
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}-`);
  try {
    const go = goCommand();
    for (const name of BUILT) compile(go, name, join(folder, name));
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(go: string, name: (typeof BUILT)[number], output: string): void {
  const started = performance.now();
  const [, version = '', major = '', minor = ''] =
    /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(readFileSync(join(SERVER_SOURCES, 'go.mod'), 'utf8')) ??
    [];
  say(`Building ${name} of Kubernetes ${version} with ${go} …`);
  const stamp = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor });
  const flags = ['-s', '-w', ...stamp.map(([key, value]) => `-X ${VERSION}.${key}=${value}`)].join(' ');
  // Two at a time and behind whatever else runs: a compiler of Kubernetes takes a gigabyte.
  const args = ['-n', '15', go, 'build', '-p', '2', '-trimpath', '-ldflags', flags, '-o', output];
  // Without the GOROOT of another Go; it keeps its caches below HOME, which CI may not set.
  const settings = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOROOT: undefined, HOME: homedir() };
  const options = { cwd: SERVER_SOURCES, env: { ...process.env, ...settings }, stdio: 'inherit' } as const;
  const { status } = spawnSync('nice', [...args, PACKAGES[name]], options);
  if (status !== 0) throw new Error(`go build ${PACKAGES[name]} ended with ${status}`);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`Built ${name} in ${seconds} s, ${Math.round(statSync(output).size / 1_000_000)} MB.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

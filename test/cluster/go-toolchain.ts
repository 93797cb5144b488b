import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { arch } from 'node:process';
import { findCommand } from '../needs.ts';
import { SERVER_SOURCES } from './server-sources.ts';

const USUAL_PLACES = ['/usr/local/go/bin/go', '/usr/lib/go/bin/go'];
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * The path of a `go` that can build a Go module of the tests. One that is too old, as Debian's is, fetches the pinned one,
 * which is a module as any other (golang.org/toolchain, checked against Go's checksum database). Throws where there is
 * none at all.
 */
export function goCommand(module = SERVER_SOURCES): string {
  const go = [findCommand('go'), ...USUAL_PLACES].find((path) => path !== null && versionOf(path) !== null);
  if (!go) throw new Error('There is no go here: apt-get install golang-go will do.');
  const wanted = pinned(module);
  return isNewEnough(versionOf(go) ?? '', wanted.language) ? go : fetched(go, wanted.toolchain);
}

/** What go.mod asks for: `language` is the oldest version that will do, `toolchain` the one to fetch. */
function pinned(module: string): { language: string; toolchain: string } {
  const text = readFileSync(`${module}/go.mod`, 'utf8');
  const language = /^go (\S+)$/m.exec(text)?.[1];
  if (!language) throw new Error('go.mod must have a go line.');
  // Without a line of its own the toolchain is that of the language.
  return { language, toolchain: /^toolchain (\S+)$/m.exec(text)?.[1] ?? `go${language}` };
}

function versionOf(go: string): string | null {
  try {
    const said = execFileSync(go, ['version'], {
      encoding: 'utf8',
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
    return /go version go(\d+(?:\.\d+)*)/.exec(said)?.[1] ?? null;
  } catch {
    return null;
  }
}

function isNewEnough(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split('.').map(Number));
  for (const [i, part] of (need ?? []).entries()) {
    const difference = (have?.[i] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function fetched(go: string, toolchain: string): string {
  const module = `golang.org/toolchain@v0.0.1-${toolchain}.linux-${ARCHITECTURES[arch] ?? arch}`;
  const env = { ...process.env, HOME: homedir() };
  const told = execFileSync(go, ['mod', 'download', '-json', module], { encoding: 'utf8', cwd: '/', env });
  const { Dir } = JSON.parse(told) as { Dir: string };
  // The module cache keeps no mode bits.
  for (const program of globSync([`${Dir}/bin/*`, `${Dir}/pkg/tool/*/*`])) chmodSync(program, 0o555);
  return `${Dir}/bin/go`;
}

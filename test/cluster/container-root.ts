import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Program } from './container.ts';

const PROGRAM_FOLDERS = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'];
const PROGRAMS = 'usr/bin';
const LINKS = { bin: PROGRAMS, sbin: PROGRAMS, 'usr/sbin': 'bin', 'usr/local/bin': '../bin' };

/** As every runtime makes them (OCI runtime specification, "Default Devices" and their links). */
const DEVICE_LINKS = {
  'dev/fd': '/proc/self/fd',
  'dev/stdin': '/proc/self/fd/0',
  'dev/stdout': '/proc/self/fd/1',
  'dev/stderr': '/proc/self/fd/2',
};

/**
 * Makes the folder that a container sees as /, with the programs of the machine that are named and no others. `busybox`
 * comes with all its applets. The kubelet adds the shared libraries, /proc and /dev.
 */
export function makeContainerRoot(
  root: string,
  programs: readonly Program[],
  files: Readonly<Record<string, string>>,
): void {
  for (const folder of [PROGRAMS, 'usr/local', 'tmp', 'etc', 'dev'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const [link, target] of Object.entries({ ...LINKS, ...DEVICE_LINKS }))
    symlinkSync(target, join(root, link));
  for (const program of programs) copyProgram(root, program);
  if (programs.includes('busybox')) linkApplets(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function copyProgram(root: string, program: Program): void {
  const { name, path } = typeof program === 'string' ? { name: basename(program), path: program } : program;
  const places = isAbsolute(path) ? [path] : PROGRAM_FOLDERS.map((folder) => join(folder, path));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`This machine has no ${path}.`);
  // A copy, since the container's root could write to a link.
  cpSync(realpathSync(found), join(root, PROGRAMS, name));
}

function linkApplets(root: string): void {
  const applets = execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const applet of applets) {
    const place = join(root, PROGRAMS, applet);
    if (!existsSync(place)) symlinkSync('busybox', place);
  }
}

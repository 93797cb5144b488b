import { access, constants } from 'node:fs/promises';
import { arch, release, type as systemName } from 'node:os';
import { findProgram } from '../find-program.ts';
import { ownRights } from './rights.ts';

const PROGRAMS = ['ip', 'ss', 'ping', 'tracepath', 'traceroute', 'mtr'] as const;
const KERNEL_FILES = ['/proc/self/net/snmp', '/proc/self/net/netstat', '/proc/self/net/tcp'] as const;

/** What this machine has for looking: its programs, rights and kernel files. Starts nothing and sends nothing. */
export async function machine() {
  const [programs, kernelFiles, rights] = await Promise.all([
    each(PROGRAMS, async (name) => (await findProgram(name)) ?? null),
    each(KERNEL_FILES, readable),
    ownRights(),
  ]);
  return {
    node: process.versions.node,
    nodePath: process.execPath,
    system: `${systemName()} ${release()} ${arch()}`,
    programs,
    kernelFiles,
    rights,
  };
}

async function each<T>(
  names: readonly string[],
  look: (name: string) => Promise<T>,
): Promise<Record<string, T>> {
  return Object.fromEntries(
    await Promise.all(names.map(async (name): Promise<[string, T]> => [name, await look(name)])),
  );
}

const readable = (file: string): Promise<boolean> =>
  access(file, constants.R_OK).then(
    () => true,
    () => false,
  );

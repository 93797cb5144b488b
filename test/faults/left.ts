import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { vi } from 'vitest';

/** The processes that a process has started, by their command lines, zombies left out. Linux. */
export function childrenOf(pid: number): { readonly pid: number; readonly command: string }[] {
  return idsOf(pid).flatMap((child) => {
    const command = textOf(`/proc/${child}/cmdline`).replaceAll('\0', ' ').trim();
    return command === '' ? [] : [{ pid: child, command }];
  });
}

const idsOf = (pid: number): number[] =>
  threadsOf(pid).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A file of a process that may be gone by now. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The first process that `pid` starts whose command `fits`; it has to come within 10 s. */
export async function startedBy(pid: number, fits: RegExp) {
  return await vi.waitUntil(() => childrenOf(pid).find(({ command }) => fits.test(command)), {
    timeout: 10_000,
    interval: 1,
  });
}

/** Whether a process is there, zombies left out. */
export const isThere = (pid: number): boolean => textOf(`/proc/${pid}/cmdline`) !== '';

/** The most memory that a process has had so far, in bytes. */
export const peakOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1]) * 1_024;

/** How many sockets a process has open. */
export const socketsOf = (pid: number): number => {
  const names = readdirSync(`/proc/${pid}/fd`);
  return names.filter((name) => linkOf(`/proc/${pid}/fd/${name}`).startsWith('socket:')).length;
};

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

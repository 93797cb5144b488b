import { existsSync, readdirSync } from 'node:fs';
import { demolish } from './demolish.ts';
import { makerOf } from './namespace.ts';

const REGISTERED = '/run/netns';

/** Removes the networks of runs that are dead, told by the process id in their names. Gives what it removed. */
export function removeLeftovers(): string[] {
  if (!existsSync(REGISTERED)) return [];
  const dead = readdirSync(REGISTERED).filter((name) => {
    const maker = makerOf(name);
    return maker !== undefined && maker !== process.pid && !isAlive(maker);
  });
  demolish(dead);
  return dead;
}

/** Whether a process is there, of whatever user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

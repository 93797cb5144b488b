import { demolish } from './demolish.ts';

/** Namespaces that stand, so that none is left behind however this process ends. */
const standing = new Set<string>();
let watching = false;

/** Notes namespaces before they are made; they are removed at the latest when the process exits. */
export function watch(names: readonly string[]): void {
  if (!watching) process.on('exit', () => demolish([...standing]));
  watching = true;
  for (const name of names) standing.add(name);
}

/** Removes namespaces that were noted. */
export function remove(names: readonly string[]): void {
  demolish(names);
  for (const name of names) standing.delete(name);
}

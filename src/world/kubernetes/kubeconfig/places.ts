import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Place } from './read.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where the kubeconfig is: the start-up flag's file, else the files that KUBECONFIG lists, else ~/.kube/config; the order of
 * kubectl. Never a call's argument.
 */
export function kubeconfigPlaces(flag: string | undefined, env: Env): Place[] {
  if (flag !== undefined) return [{ file: flag, optional: false }];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return [...new Set(listed)].map((file) => ({ file, optional: true }));
  return [{ file: join(env['HOME'] || homedir(), '.kube', 'config'), optional: true }];
}

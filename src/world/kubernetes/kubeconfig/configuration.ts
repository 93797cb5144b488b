import { ReadProblem } from '../read-problem.ts';
import { inCluster } from './in-cluster.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { kubeconfigPlaces } from './places.ts';
import { readKubeconfig } from './read.ts';

/**
 * The configuration of this run: kubeconfig files, else the service account of the pod that this runs in. Throws ReadProblem
 * ('no-cluster', 'credentials').
 */
export async function configuration(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Kubeconfig> {
  const files = await readKubeconfig(kubeconfigPlaces(flag, env));
  if (files && (files.contexts.length > 0 || flag !== undefined)) return files;
  const own = await inCluster(env);
  if (own) return own;
  throw new ReadProblem(
    'no-cluster',
    'no cluster is configured: there is no kubeconfig, and this is not a pod',
  );
}

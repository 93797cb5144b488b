import { dirname } from 'node:path';
import type { Fix } from '../../../../src/core/fix.ts';
import { deployProgram } from '../../../deploy/programs.ts';
import { must } from '../../../lab/network/execute.ts';
import type { Cluster } from '../../start-cluster.ts';

/** Does what a fix says, as a person who may do everything: its manifest by `kubectl apply`, else its command as it stands. */
export async function follow(
  { manifest, command }: Fix,
  { kubeconfig }: Pick<Cluster, 'kubeconfig'>,
): Promise<void> {
  const PATH = `${dirname(deployProgram('kubectl'))}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, KUBECONFIG: kubeconfig };
  if (manifest !== undefined) await must(['kubectl', 'apply', '-f', '-'], { env, input: manifest });
  else if (command !== undefined) await must(['sh', '-c', command], { env });
  else throw new Error('The fix is neither a manifest nor a command.');
}

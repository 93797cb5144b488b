import type { VantageIdentity } from '../vantage-identity.ts';
import type { Kubernetes, Whereabouts } from '../world/kubernetes.ts';

const NAMES: Readonly<Record<Whereabouts['source'], string>> = {
  live: 'api-server',
  files: 'manifests',
  recording: 'recording',
  none: 'nowhere',
};

/** What stands as vantage for an audit: no packet is sent, the API server (or what stands for it) is read. */
export async function clusterIdentity(
  kubernetes: Kubernetes,
  context: string | undefined,
): Promise<VantageIdentity> {
  const where = await kubernetes.where(context);
  return {
    kind: 'none',
    name: NAMES[where.source],
    ...(where.context !== undefined && { context: where.context }),
  };
}

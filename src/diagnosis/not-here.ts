import { type Check, skipped, unknown } from '../core/check.ts';
import type { CauseLayer } from './causes.ts';
import type { Circumstances } from './circumstances.ts';

/** For each layer that this version or this walk did not look at: what a person can do instead. */
const BY_HAND: Readonly<Record<CauseLayer, string>> = {
  service: 'Look by hand: kubectl -n NAMESPACE get service,endpointslices,pods -o wide.',
  policy: 'Look by hand: kubectl get networkpolicy -A, and the policies of the CNI plugin.',
  firewall:
    'Look by hand at the firewalls of both ends and between them: nft list ruleset on a host, security groups and network ACLs in a cloud.',
  mtu: 'Measure it from the client with an open port of the target: layerwalk path-mtu HOST --port PORT.',
};

/** The row of a layer that was not looked at: `unknown` when the cause may hide there, else `skipped`. */
export function notHere(
  layer: CauseLayer,
  suspected: boolean,
  { clusterPossible, loopback }: Pick<Circumstances, 'clusterPossible' | 'loopback'>,
): Check {
  const said = { test: '-', summary: 'not available here' };
  if (suspected) {
    return unknown(layer, {
      ...said,
      summary: `${layer === 'mtu' ? 'not measured' : 'not available here'}; the cause may be in this layer`,
      fix: BY_HAND[layer],
    });
  }
  if (layer === 'mtu') {
    const summary = loopback ? 'nothing lies between' : 'nothing points to it; --all measures it';
    return skipped(layer, { ...said, summary });
  }
  const inCluster = layer === 'service' || layer === 'policy';
  return skipped(
    layer,
    inCluster && !clusterPossible
      ? { ...said, summary: 'not available here; no end is known to be in a cluster' }
      : said,
  );
}

import { type Check, unknown } from '../../../core/check.ts';
import { DNS_PLACES } from '../dns-places.ts';
import { judgeFlow } from '../model/judge-flow.ts';
import type { PodParty } from '../model/party.ts';
import type { Case } from './case.ts';
import type { Named } from './ends.ts';
import { sideLines } from './explain/side-lines.ts';

const STANDARD = 53;

/**
 * What is said of a cluster's DNS whose pods are not among what was read: nothing where the source may ask any of the places in which
 * distributions keep it, else that it is not known. Never a pass and never a fail, for it may be elsewhere.
 */
export function unseenDns(about: Case, source: Named): Check[] {
  const sides = DNS_PLACES.map(({ namespace, labels }) => {
    const place: PodParty = {
      kind: 'pod',
      namespace,
      labels,
      namespaceLabels: about.model.namespaceLabels(namespace),
      addresses: [],
      hostNetwork: false,
      namedPorts: undefined,
    };
    const flow = { source: source.party, destination: place, protocol: 'UDP', port: STANDARD } as const;
    return judgeFlow(about.model, flow).egress;
  });
  const [first] = sides;
  if (!first || sides.some(({ verdict }) => verdict === 'allowed')) return [];
  return [
    unknown('policy', {
      test: `egress from ${source.name} to the cluster's DNS on ${STANDARD}, UDP and TCP`,
      summary: `whether ${source.name} may ask for names: policies restrict what it sends, and the cluster's DNS is not among what was read`,
      evidence: sideLines(first),
      fix:
        about.seen.where.source === 'files'
          ? 'Add the manifests of the cluster’s DNS (the Service and pods of kube-dns in kube-system), or ask the live cluster.'
          : {
              summary: 'Look where the cluster’s DNS runs, and whether the policies admit it.',
              command: 'kubectl get service,pods -A -l k8s-app=kube-dns -o wide',
            },
    }),
  ];
}

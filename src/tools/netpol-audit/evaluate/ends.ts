import { formatIp } from '../../../core/address/ip.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { modelledPods } from '../../../core/kubernetes/modelled-pods.ts';
import { type End, formatEnd } from '../end.ts';
import { ips, isOver, namedPorts } from '../model/pod-party.ts';
import type { Party } from '../model/party.ts';
import { absent, type Problem } from './absent.ts';
import type { Case } from './case.ts';
import { isMadeBy } from '../workload-of.ts';

/** A party with its name for people. */
export interface Named {
  readonly party: Party;
  readonly name: string;
  /** The pod, where there is one. */
  readonly pod?: Pod;
}

/** What an end stands for; `problem` where that could not be told. */
export type Resolved = { readonly parties: readonly Named[] } | Problem;

export const named = (about: Case, pod: Pod): Named => ({
  party: about.model.party(pod),
  name: `${pod.metadata.namespace}/${pod.metadata.name}`,
  pod,
});

/** The pods, node or address that an end names; a Service is resolved by its own rules. */
export function resolveEnd(about: Case, end: End): Resolved {
  const { seen, model } = about;
  const live = seen.pods.filter((pod) => !isOver(pod));
  switch (end.kind) {
    case 'address': {
      const party = model.partyAt(end.address);
      const pod = live.find((one) => party.kind === 'pod' && model.party(one) === party);
      return { parties: [pod ? named(about, pod) : { party, name: nameOf(party) }] };
    }
    case 'node': {
      const node = seen.nodes.find(({ metadata }) => metadata.name === end.name);
      if (!node) return absent(about, `node ${end.name}`, { resource: /^nodes$/ });
      const addresses = ips(node.status.addresses.map(({ address }) => address));
      return { parties: [{ party: { kind: 'node', node: end.name, addresses }, name: `node/${end.name}` }] };
    }
    case 'labels':
      return { parties: [labelled(about, end.namespace, end.labels, live)] };
    case 'pod': {
      const pod = seen.pods.find(
        ({ metadata }) => metadata.namespace === end.namespace && metadata.name === end.name,
      );
      if (!pod)
        return absent(about, `pod ${end.namespace}/${end.name}`, {
          resource: /^pods$/,
          namespace: end.namespace,
        });
      return isOver(pod)
        ? {
            problem: `pod ${end.namespace}/${end.name} is over (${pod.status.phase === 'Failed' ? 'Failed' : 'Succeeded'})`,
          }
        : { parties: [named(about, pod)] };
    }
    case 'workload':
      return podsOfWorkload(about, end, live);
  }
}

const nameOf = (party: Party): string => {
  if (party.kind === 'node') return `node/${party.node}`;
  const [address] = party.addresses;
  return address ? formatIp(address) : 'an address';
};

/** A pod that is only described: its ports are those of a pod with just these labels, if there is one. */
function labelled({ model }: Case, namespace: string, labels: Labels, live: readonly Pod[]): Named {
  const like = live.find(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => metadata.labels[key] === value),
  );
  const party: Party = {
    kind: 'pod',
    namespace,
    labels,
    namespaceLabels: model.namespaceLabels(namespace),
    addresses: [],
    hostNetwork: false,
    namedPorts: like && namedPorts(like.spec),
  };
  return { party, name: formatEnd({ kind: 'labels', namespace, labels }) };
}

function podsOfWorkload(about: Case, end: End & { kind: 'workload' }, live: readonly Pod[]): Resolved {
  if (end.workload === 'Ingress' || end.workload === 'HTTPRoute') {
    return { problem: `${end.workload} ${end.namespace}/${end.name} is no end of a connection by itself` };
  }
  const own = live.filter((pod) => isMadeBy(pod, end));
  if (own.length > 0) return { parties: own.map((pod) => named(about, pod)) };
  const workload = about.seen.workloads.find(
    ({ kind, metadata }) =>
      kind === end.workload && metadata.name === end.name && metadata.namespace === end.namespace,
  );
  if (!workload) {
    const called = `${end.workload} ${end.namespace}/${end.name}`;
    const resource = new RegExp(`^(?:pods$|${end.workload.toLowerCase()}s(?:\\.|$))`);
    return absent(about, called, { resource, namespace: end.namespace });
  }
  const [would] = modelledPods({ ...workload, spec: { ...workload.spec, replicas: 1 } });
  return would
    ? { parties: [named(about, would)] }
    : { problem: `${end.workload} ${end.namespace}/${end.name} has no pod template` };
}

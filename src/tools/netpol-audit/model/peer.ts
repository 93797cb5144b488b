import type { Cidr } from '../../../core/address/cidr.ts';
import { contains } from '../../../core/address/cidr.ts';
import type { LabelSelector } from '../../../core/kubernetes/label-selector.ts';
import type { KnownLabels } from './known-labels.ts';
import { maySelect } from './known-labels.ts';
import type { Party, PodParty } from './party.ts';
import { addressesOf, isOnNode } from './party.ts';
import type { PluginTraits } from './plugin.ts';
import { both, type Ternary } from './ternary.ts';

/** Whom a rule is about. */
export type Peer =
  /** Pods by labels; `own` is the policy's namespace. `cluster`: of a cluster-scoped policy, which never means hostNetwork pods. */
  | {
      readonly kind: 'pods';
      readonly namespaces: LabelSelector | 'own';
      readonly pods: LabelSelector;
      readonly cluster?: true;
    }
  /** ipBlock of networking.k8s.io/v1. */
  | { readonly kind: 'block'; readonly cidr: Cidr; readonly except: readonly Cidr[] }
  /** `networks` of a cluster-scoped policy, which matches addresses of pods too. */
  | { readonly kind: 'networks'; readonly cidrs: readonly Cidr[] }
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector }
  | { readonly kind: 'domains' }
  | { readonly kind: 'invalid' };

/** Why a peer does not match, or may not. */
export type PeerReason =
  | 'namespace'
  | 'own-namespace'
  | 'namespace-not-seen'
  | 'pod-labels'
  | 'not-a-pod'
  | 'host-network'
  | 'family'
  | 'outside-block'
  | 'excepted'
  | 'block-on-pod'
  | 'block-on-node'
  | 'no-address'
  | 'not-a-node'
  | 'node-labels'
  | 'domain'
  | 'invalid';

export interface PeerMatch {
  readonly result: Ternary;
  readonly why?: PeerReason;
}

/** What is around a peer. */
export interface PeerContext {
  /** The policy's namespace; absent for a cluster-scoped one. */
  readonly namespace?: string;
  readonly family: 4 | 6 | undefined;
  readonly traits: PluginTraits;
  /** Labels of a node by its name. */
  nodeLabels(node: string): KnownLabels;
}

const YES: PeerMatch = { result: 'yes' };
const no = (why: PeerReason): PeerMatch => ({ result: 'no', why });
const perhaps = (why: PeerReason): PeerMatch => ({ result: 'maybe', why });

/** Whether a peer of a rule is this party (netpol facts 4 to 11, 20, 21, 30, 31). */
export function matchPeer(peer: Peer, party: Party, context: PeerContext): PeerMatch {
  switch (peer.kind) {
    case 'pods':
      return party.kind === 'pod' ? matchPod(peer, party, context) : no('not-a-pod');
    case 'block':
      return matchBlock(peer, party, context);
    case 'networks':
      return matchAddresses(peer.cidrs, party, context);
    case 'nodes':
      return matchNode(peer.nodes, party, context);
    case 'domains':
      return perhaps('domain');
    case 'invalid':
      return no('invalid');
  }
}

function matchPod(peer: Peer & { kind: 'pods' }, party: PodParty, context: PeerContext): PeerMatch {
  if (peer.cluster && party.hostNetwork) return no('host-network');
  const own = peer.namespaces === 'own';
  const inNamespace =
    peer.namespaces === 'own'
      ? ownNamespace(party, context)
      : maySelect(peer.namespaces, party.namespaceLabels);
  if (inNamespace === 'no') return no(own ? 'own-namespace' : 'namespace');
  const byLabels = maySelect(peer.pods, { labels: party.labels, complete: true });
  if (byLabels === 'no') return no('pod-labels');
  if (party.hostNetwork) {
    if (context.traits.hostNetworkIsNode === true) return no('host-network');
    if (context.traits.hostNetworkIsNode === undefined) return perhaps('host-network');
  }
  return both(inNamespace, byLabels) === 'yes' ? YES : perhaps('namespace-not-seen');
}

const ownNamespace = (party: PodParty, { namespace }: PeerContext): Ternary =>
  party.namespace === namespace ? 'yes' : 'no';

function matchBlock(
  { cidr, except }: Peer & { kind: 'block' },
  party: Party,
  context: PeerContext,
): PeerMatch {
  const inside = matchAddresses([cidr], party, context);
  if (inside.result !== 'yes') return inside;
  const left = addressesOf(party, context.family).filter(
    (ip) => contains(cidr, ip) && !except.some((hole) => contains(hole, ip)),
  );
  if (left.length === 0) return no('excepted');
  const isNode = isOnNode(party);
  if (party.kind === 'external') return YES;
  const taken = isNode ? context.traits.blockMatchesNodes : context.traits.blockMatchesPods;
  const why = isNode ? 'block-on-node' : 'block-on-pod';
  if (taken === undefined) return isNode ? YES : perhaps(why);
  return taken ? YES : no(why);
}

/** Families never cross (netpol facts 10); a pod without an address yet may get any (netpol facts 21). */
function matchAddresses(cidrs: readonly Cidr[], party: Party, { family }: PeerContext): PeerMatch {
  if (party.addresses.length === 0) return perhaps('no-address');
  const own = addressesOf(party, family);
  const alike = cidrs.filter((cidr) => own.some((ip) => ip.family === cidr.family));
  if (alike.length === 0) return no('family');
  return alike.some((cidr) => own.some((ip) => contains(cidr, ip))) ? YES : no('outside-block');
}

function matchNode(selector: LabelSelector, party: Party, context: PeerContext): PeerMatch {
  if (!isOnNode(party) || party.kind === 'external') return no('not-a-node');
  const known = party.node === undefined ? { labels: {}, complete: false } : context.nodeLabels(party.node);
  const result = maySelect(selector, known);
  return result === 'yes' ? YES : { result, why: 'node-labels' };
}

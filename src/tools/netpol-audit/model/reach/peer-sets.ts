import { maySelect } from '../known-labels.ts';
import type { Model } from '../model.ts';
import type { PodParty } from '../party.ts';
import { matchPeer, type Peer } from '../peer.ts';
import { matchPort, type PortRule } from '../port.ts';
import type { Protocol } from '../../../../core/kubernetes/object-name.ts';
import { Bitset } from './bitset.ts';

/** Who surely is in a set, and who may be. */
export interface Set3 {
  readonly yes: Bitset;
  readonly maybe: Bitset;
}

/** The pods that each peer and each named port matches: one set for each that is written differently, made when first asked for. */
export class PeerSets {
  readonly #model: Model;
  readonly #parties: readonly PodParty[];
  readonly #family: 4 | 6 | undefined;
  readonly #byNamespace: ReadonlyMap<string, readonly number[]>;
  readonly #peers = new Map<string, Set3>();
  readonly #byObject = new WeakMap<Peer, Map<string, Set3>>();
  readonly #ports = new Map<string, Set3>();

  constructor(model: Model, parties: readonly PodParty[], family: 4 | 6 | undefined) {
    this.#model = model;
    this.#parties = parties;
    this.#family = family;
    this.#byNamespace = Map.groupBy(parties.keys(), (index) => parties[index]?.namespace ?? '');
  }

  /** The pods that a peer of a policy of this namespace matches. */
  peer(peer: Peer, namespace: string): Set3 {
    const scope = peer.kind === 'pods' && peer.namespaces === 'own' ? namespace : '';
    const known = this.#byObject.get(peer) ?? new Map<string, Set3>();
    const kept = known.get(scope);
    if (kept) return kept;
    const made = this.#written(peer, scope, namespace);
    known.set(scope, made);
    this.#byObject.set(peer, known);
    return made;
  }

  #written(peer: Peer, scope: string, namespace: string): Set3 {
    const key = `${scope} ${text(peer)}`;
    const kept = this.#peers.get(key);
    if (kept) return kept;
    const made = this.#made(this.#candidates(peer, scope), (party) => {
      const context = this.#model.peerContext(namespace, this.#family);
      return matchPeer(peer, party, context).result;
    });
    this.#peers.set(key, made);
    return made;
  }

  /** Only pods of namespaces that the peer may mean are looked at. */
  #candidates(peer: Peer, scope: string): Iterable<number> {
    if (peer.kind !== 'pods') return this.#parties.keys();
    const { namespaces } = peer;
    if (namespaces === 'own') return this.#byNamespace.get(scope) ?? [];
    return [...this.#byNamespace]
      .filter(([name]) => maySelect(namespaces, this.#model.namespaceLabels(name)) !== 'no')
      .flatMap(([, indices]) => indices);
  }

  /** The pods on which a port rule admits a port. */
  port(rule: PortRule, protocol: Protocol, port: number): Set3 {
    const key = `${text(rule)} ${protocol} ${port}`;
    const kept = this.#ports.get(key);
    if (kept) return kept;
    const made = this.#made(this.#parties.keys(), (party) => matchPort(rule, protocol, port, party).result);
    this.#ports.set(key, made);
    return made;
  }

  #made(among: Iterable<number>, match: (party: PodParty) => 'yes' | 'no' | 'maybe'): Set3 {
    const yes = new Bitset(this.#parties.length);
    const maybe = new Bitset(this.#parties.length);
    for (const index of among) {
      const party = this.#parties[index];
      if (!party) continue;
      const result = match(party);
      if (result === 'yes') yes.add(index);
      else if (result === 'maybe') maybe.add(index);
    }
    return { yes, maybe };
  }
}

/** How a peer or port is written; prefixes are numbers too large for JSON. */
const text = (value: Peer | PortRule): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? one.toString() : one));

import type { Protocol } from '../../../../core/kubernetes/object-name.ts';
import { judgeFlow } from '../judge-flow.ts';
import type { Model } from '../model.ts';
import { joined, type Verdict } from '../outcome.ts';
import type { PodParty } from '../party.ts';
import type { Direction } from '../policy.ts';
import { Bitset } from './bitset.ts';
import { PeerSets, type Set3 } from './peer-sets.ts';

/** A port that is asked about. */
export interface Asked {
  readonly protocol: Protocol;
  readonly port: number;
}

/** Which pods reach which on one port. */
export interface Reach {
  /** By the numbers of the two pods in the list. */
  verdict(source: number, destination: number): Verdict;
}

/** Peers of one pod on one side: who may be allowed, who may be denied. */
interface Row {
  readonly mayAllow: Bitset;
  readonly mayDeny: Bitset;
}

/**
 * All pairs of some pods, port by port: a row of bits for each pod and side, in which every peer set is computed once. Pods that tiers,
 * plugin policies, invalid policies or the node's network may judge, and what could not be read, are judged pair by pair.
 */
export class AllPairs {
  readonly #model: Model;
  readonly #parties: readonly PodParty[];
  readonly #sets: PeerSets;
  readonly #family: 4 | 6 | undefined;
  readonly #plain: readonly boolean[];

  constructor(model: Model, parties: readonly PodParty[], family?: 4 | 6) {
    this.#model = model;
    this.#parties = parties;
    this.#family = family;
    this.#sets = new PeerSets(model, parties, family);
    const bare =
      model.tier('admin').length + model.tier('baseline').length + model.state.missing.length === 0;
    this.#plain = parties.map((party) => bare && isPlain(model, party));
  }

  /** The answers for one port. */
  on(asked: Asked): Reach {
    const rows = (direction: Direction) =>
      this.#parties.map((party, index) =>
        this.#plain[index] === true ? this.#row(direction, party, asked) : undefined,
      );
    const egress = rows('egress');
    const ingress = rows('ingress');
    return {
      verdict: (source, destination) => {
        if (source === destination) return 'allowed';
        const out = egress[source];
        const into = ingress[destination];
        if (!out || !into) return this.#single(source, destination, asked);
        return joined(read(out, destination), read(into, source));
      },
    };
  }

  #single(source: number, destination: number, asked: Asked): Verdict {
    const from = this.#parties[source];
    const to = this.#parties[destination];
    if (!from || !to) throw new RangeError('No such pod.');
    const family = this.#family === undefined ? {} : { family: this.#family };
    return judgeFlow(this.#model, { source: from, destination: to, ...asked, ...family }).verdict;
  }

  #row(direction: Direction, subject: PodParty, asked: Asked): Row {
    const size = this.#parties.length;
    const mayAllow = new Bitset(size);
    const mayDeny = new Bitset(size);
    const policies = this.#model.selecting(subject, direction);
    if (policies.length === 0) {
      mayAllow.fill(size);
      return { mayAllow, mayDeny };
    }
    const surely = new Bitset(size);
    for (const { namespace, [direction]: rules = [] } of policies) {
      for (const { peers, ports } of rules) {
        const through = this.#ports(direction, subject, ports, asked);
        if (through === 'none') continue;
        const who = peers === 'any' ? [undefined] : peers;
        for (const peer of who) {
          const matched = peer ? this.#sets.peer(peer, namespace) : this.#everybody();
          for (const port of through) {
            surely.addAll(matched.yes, port?.yes);
            for (const one of [matched.yes, matched.maybe]) {
              mayAllow.addAll(one, port?.yes);
              if (port) mayAllow.addAll(one, port.maybe);
            }
          }
        }
      }
    }
    for (let at = 0; at < surely.words.length; at++) mayDeny.words[at] = ~(surely.words[at] ?? 0);
    return { mayAllow, mayDeny };
  }

  /** Sets of peers to which the ports of a rule limit it; undefined among them: no limit. */
  #ports(
    direction: Direction,
    subject: PodParty,
    ports: readonly Parameters<PeerSets['port']>[0][] | 'any',
    { protocol, port }: Asked,
  ): (Set3 | undefined)[] | 'none' {
    if (ports === 'any') return [undefined];
    const found: (Set3 | undefined)[] = [];
    for (const rule of ports) {
      if (rule.kind === 'invalid' || (rule.protocol !== undefined && rule.protocol !== protocol)) continue;
      if (rule.kind === 'all') return [undefined];
      if (rule.kind === 'range') {
        if (rule.from <= port && port <= rule.to) return [undefined];
        continue;
      }
      // The name is the destination's: of the pod itself in ingress, of each peer in egress (netpol facts 14).
      if (direction === 'egress') found.push(this.#sets.port(rule, protocol, port));
      else if (
        subject.namedPorts?.some(
          (one) => one.name === rule.name && one.protocol === protocol && one.port === port,
        )
      ) {
        return [undefined];
      }
    }
    return found.length === 0 ? 'none' : found;
  }

  #all: Set3 | undefined;
  #everybody(): Set3 {
    if (this.#all) return this.#all;
    const yes = new Bitset(this.#parties.length);
    yes.fill(this.#parties.length);
    this.#all = { yes, maybe: new Bitset(this.#parties.length) };
    return this.#all;
  }
}

function read({ mayAllow, mayDeny }: Row, index: number): Verdict {
  const allow = mayAllow.has(index);
  const deny = mayDeny.has(index);
  if (allow && deny) return 'unknown';
  return allow ? 'allowed' : 'denied';
}

/** Whether rows of bits say all that there is to say of a pod. */
const isPlain = (model: Model, party: PodParty): boolean =>
  !party.hostNetwork &&
  party.namedPorts !== undefined &&
  (['ingress', 'egress'] as const).every(
    (direction) =>
      model.others(party, direction).length === 0 &&
      model.selecting(party, direction).every(({ problems }) => problems.length === 0),
  );

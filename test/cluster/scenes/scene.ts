import type { Server } from '../../lab/serving/server.ts';
import type { Expected, Witness } from '../../lab/play/scenario.ts';
import type { Container } from '../container.ts';
import type { Manifest } from '../manifest.ts';
import type { NameServer } from './story/name-server.ts';
import type { System } from './system.ts';

/** A question about a cluster with its data plane: what is there, what is wrong, what must come out. All of it is data. */
export interface Scene {
  /** Kebab case, its own. */
  readonly name: string;
  /** Objects of its own; their namespaces are no other scene's. */
  readonly objects: readonly Manifest[];
  /** The pods that are really there. */
  readonly hosts: readonly PodHost[];
  /** What kind of cluster it is; absent: the usual one. */
  readonly system?: System;
  /** Its own DNS, where the cluster's kind has none. */
  readonly names?: NameServer;
  /** The address at which the node itself answers for names, as NodeLocal DNSCache does. */
  readonly nodeLocal?: string;
  /** nftables rules of what the node forwards, as a network plugin would enforce the policies: `ip saddr … counter drop`. */
  readonly enforced?: readonly string[];
  /** What is broken besides, as commands on the node. */
  readonly faults?: readonly (readonly string[])[];
  /** Proof by programs that are not ours that the fault is in force; `node` is where packets are forwarded. */
  readonly witnesses: readonly Witness<string>[];
  /** The arguments of the program, without those that say which cluster it is. */
  readonly ask: readonly string[];
  /** With exec in pods. Absent: it is not asked so. */
  readonly expect?: Expected;
  /** By reading alone. Absent: it is not asked so. */
  readonly reading?: Expected;
  /** Codes, or their beginnings ending in a dot, that may stand nowhere in an answer. */
  readonly never?: readonly string[];
  /** What the role of deploy/rbac.yaml is to lack. */
  readonly lacks?: readonly string[];
  /** The fix, where there is one, after which `afterwards` holds. */
  readonly fix?: Fix;
  /** Absent: everything passes. */
  readonly afterwards?: Expected;
}

/** A pod in a network namespace of its own. */
export interface PodHost {
  /** `namespace/name` */
  readonly pod: string;
  readonly address: string;
  readonly servers?: readonly PodServer[];
  /** What its container carries, where something is to be run in it. */
  readonly container?: Pick<Container, 'name' | 'programs'> & Partial<Container>;
}

/** A server in a pod. */
export type PodServer = Omit<Server<string>, 'at'>;

/** What a person changes: objects as `kubectl apply` takes them, or `kubectl delete`, and what the plugin makes of it. */
export interface Fix {
  /** What the answer prints first is done as it stands, and what follows of it in endpoints and rules is made from the objects. */
  readonly printed?: true;
  readonly apply?: readonly Manifest[];
  readonly remove?: readonly Manifest[];
  /** The rules in force afterwards; absent: none. */
  readonly enforced?: readonly string[];
  /** Commands on the node. */
  readonly node?: readonly (readonly string[])[];
  /** Servers that a pod starts in addition. */
  readonly start?: readonly { readonly pod: string; readonly server: PodServer }[];
}

import type { Endpoint } from '../core/target/target.ts';
import type { Audits } from './cluster/audits.ts';
import type { Destination } from './cluster/destination.ts';
import type { SourceWay } from './cluster/source-proxy.ts';
import type { Symptom } from './symptom.ts';

/** What is asked, beside the target. */
export interface Question {
  readonly target: Endpoint;
  /** As given; absent: this machine. */
  readonly source?: string;
  readonly symptom: Symptom;
  readonly all: boolean;
  /** What can be read of the cluster about the target. */
  readonly audits?: Audits;
  /** What the target, or the proxy in front of it, is to the cluster; absent where nothing of a cluster is asked. */
  readonly destination?: Destination;
  /** Where nothing is sent: the way of the source's requests, by its pod's proxy environment. */
  readonly way?: SourceWay;
  /** The context of the kubeconfig that was asked for; absent: the current one. */
  readonly kubeContext?: string;
}

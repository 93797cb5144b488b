import { type Check, unknown } from '../../../core/check.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { quote } from '../../../core/untrusted.ts';
import type { ReadFailure } from '../../../core/world/kubernetes.ts';
import type { EntranceRef } from '../entrance/entrance-ref.ts';
import { routed } from '../entrance/routed.ts';
import type { Input } from '../input.ts';
import type { Entrance, Observation } from '../observation.ts';
import { ingressTaken } from './ingress-class.ts';
import { kubectl } from './case.ts';
import { routeAccepted } from './route-accepted.ts';
import { routedWhere } from './routed-where.ts';

/** What is asked of an entrance, and how a person looks at it. */
export interface Gate {
  readonly ref: EntranceRef;
  readonly input: Input;
  readonly entrance: Entrance;
  readonly modelled: boolean;
  readonly test: string;
  /** `Ingress shop/web`. */
  readonly label: string;
}

/** The checks of an Ingress or HTTPRoute itself: whether it is in force, and where it sends what is asked. */
export function judgeEntrance(seen: Observation, input: Input, ref: EntranceRef): Check[] {
  const { entrance } = seen;
  if (!entrance) return [];
  const label = `${ref.kind} ${ref.namespace}/${ref.name}`;
  const modelled = seen.cluster.source === 'files';
  const test = modelled
    ? `${label} in the manifests`
    : `${kubectl(input, ref.namespace)} get ${ref.kind.toLowerCase()} ${ref.name} -o yaml`;
  const gate: Gate = { ref, input, entrance, modelled, test, label };
  const failure = entrance.ingress?.failure ?? entrance.route?.failure;
  if (failure) return [notRead(gate, failure)];
  const way = routed(entrance, input);
  if (!way) return [];
  const inForce = [...ingressTaken(gate), ...routeAccepted(gate)];
  // Where it leads says nothing while nobody takes it.
  const idle = way.to !== undefined && inForce.some((check) => check.status === 'fail');
  return idle ? inForce : [...inForce, routedWhere(gate, way)];
}

/** An entrance that is not there takes nothing; but the question may have its name wrong. */
function notRead({ test, label }: Gate, failure: ReadFailure): Check {
  return unknown('service', {
    test,
    summary: `${label} could not be read: ${failure.message}`,
    untrusted: failure.said === undefined ? [] : [quote('API server', failure.said)],
    fix: readFix(failure),
  });
}

import { CannotObserve } from '../../core/cannot-observe.ts';
import { type Endpoint, parseTarget, type Target } from '../../core/target/target.ts';

/** Whether a target is, or stands for, a host that can be dialled. */
export const isDialled = (target: Target): boolean =>
  target.kind === 'endpoint' || (target.kind === 'workload' && target.workload === 'Service');

/** What of a target is dialled: a Service by its name in the cluster's DNS, which the search list of a pod completes. */
export function dialled(target: Target): Endpoint {
  if (target.kind === 'endpoint') return target;
  const { port, text } = target;
  if (target.kind === 'workload' && target.workload === 'Service') {
    const made = parseTarget(`${target.name}.${target.namespace}.svc:${port}`);
    if (made.kind === 'endpoint') return { ...made, text };
  }
  return { kind: 'endpoint', text, host: target.kind === 'aws' ? target.id : target.name, port };
}

/** Why a pod, workload or cloud resource is not dialled by its own name. */
export const notDialled = (text: string): CannotObserve =>
  new CannotObserve('unsupported', `${text} has no name that can be dialled`, {
    summary:
      'Give the Service in front of it, or the address and port that the source uses, e.g. 10.96.12.34:6379.',
  });

import type { Context } from '../../core/tool.ts';
import type { Looked } from '../probe.ts';
import type { EndpointsLooked, EndpointsProbe } from './endpoints/probe.ts';
import type { SamplesLooked, SamplesProbe } from './samples/probe.ts';

/** What is asked beside the layers of a leg whose ends are in a cluster. */
export interface Beside {
  /** What is sent to each endpoint of its Service, once that is read. */
  readonly endpoints?: EndpointsProbe;
  /** What is asked from other pods of a source that is a workload. */
  readonly samples?: SamplesProbe;
}

/** What came of it. */
export interface BesideSeen {
  /** What the endpoints of its Service answered by themselves. */
  readonly endpoints?: EndpointsLooked;
  /** What other pods of the source's workload saw. */
  readonly samples?: SamplesLooked;
}

/** Asks at once; the endpoints as soon as `service` is read. Undefined where nothing is asked. */
export function lookBeside(
  context: Context,
  { endpoints, samples }: Beside,
  service: Promise<Looked<unknown>> | undefined,
): Promise<BesideSeen> | undefined {
  const dialled = endpoints && service?.then((read) => endpoints(context, read));
  const sampled = samples?.(context);
  if (!dialled && !sampled) return undefined;
  const both = Promise.all([dialled, sampled]).then(([first, second]): BesideSeen => ({
    ...(first && { endpoints: first }),
    ...(second && { samples: second }),
  }));
  both.catch(() => undefined); // Reported when it is waited for.
  return both;
}

import type { CannotObserve } from '../../core/cannot-observe.ts';
import type { PlannedLeg, Planned } from '../walk.ts';
import type { Audits } from './audits.ts';
import type { Whereabouts } from '../../core/world/kubernetes.ts';

/**
 * A leg in which nothing can be sent from the source: what is read decides. Over manifests there is nothing to probe; in a live
 * cluster what was not probed is not known.
 */
export function modelledLeg(
  { from, to, host, port }: { from: string; to: string; host: string; port: number },
  { source }: Whereabouts,
  audits: Audits,
  why: CannotObserve,
): PlannedLeg {
  const planned: Planned =
    source === 'files' ? { skip: 'not probed: manifests are read, nothing is sent' } : { blind: why };
  return {
    from,
    to,
    end: { host, port },
    layers: { dns: planned, tcp: planned, tls: planned, app: planned },
    audits,
  };
}

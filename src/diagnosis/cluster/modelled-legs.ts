import type { CannotObserve } from '../../core/cannot-observe.ts';
import { formatHostPort } from '../../core/target/host-port.ts';
import type { Question } from '../question.ts';
import type { PlannedLeg, Planned } from '../walk.ts';
import type { Whereabouts } from '../../core/world/kubernetes.ts';

/**
 * The legs of a walk in which nothing can be sent from the source: what is read decides. Over manifests there is nothing to probe; in a
 * live cluster what was not probed is not known. A proxy of the source ends the first leg.
 */
export function modelledLegs(
  { target, audits = {}, way }: Pick<Question, 'target' | 'audits' | 'way'>,
  from: string,
  { cluster, dump = false }: { readonly cluster: Whereabouts; readonly dump?: boolean },
  why: CannotObserve,
): PlannedLeg[] {
  const planned: Planned =
    cluster.source === 'files' || dump
      ? {
          skip: `not probed: ${cluster.source === 'files' ? 'manifests' : 'files'} are read, nothing is sent`,
        }
      : { blind: why };
  const layers = { dns: planned, tcp: planned, tls: planned, app: planned };
  const { text, host, port } = target;
  const { via } = way ?? {};
  if (!via) return [{ from, to: text, end: { host, port }, layers, audits }];
  const proxy = `proxy ${formatHostPort(via.host, via.port)}`;
  const byProxy = { skip: 'the proxy does this, out of sight' };
  return [
    { from, to: proxy, end: { host: via.host, port: via.port }, layers, audits },
    {
      from: proxy,
      to: text,
      end: { host, port },
      layers: { dns: byProxy, tcp: byProxy, tls: byProxy, app: byProxy },
    },
  ];
}

import { formatIp, parseIp } from '../../../core/address/ip.ts';
import { selects } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import type { Service, ServicePort } from '../../../core/kubernetes/service.ts';
import type { End } from '../end.ts';
import { isOver, namedPorts } from '../model/pod-party.ts';
import { absent, type Problem } from './absent.ts';
import type { Case } from './case.ts';
import { type Named, named } from './ends.ts';

/** A backend, and the port on which a Service reaches it. */
export interface Backend extends Named {
  readonly port: number;
}

export type Backends =
  { readonly backends: readonly Backend[]; readonly service: Service; readonly port: ServicePort } | Problem;

/** What a Service sends a connection to: each backend at its targetPort, after translation (netpol facts 22). */
export function backendsOf(about: Case, end: End & { kind: 'workload' }): Backends {
  const { seen, input } = about;
  const called = `Service ${end.namespace}/${end.name}`;
  const service = seen.services.find(
    ({ metadata }) => metadata.name === end.name && metadata.namespace === end.namespace,
  );
  if (!service) return absent(about, called, { resource: /^services$/, namespace: end.namespace });
  const { spec } = service;
  if (spec.type === 'ExternalName')
    return { problem: `${called} is an alias for a name outside: only DNS knows the address` };
  const ports = spec.ports.filter(({ protocol }) => protocol === input.protocol);
  const port =
    input.port === undefined
      ? ports.length === 1
        ? ports[0]
        : undefined
      : ports.find((one) => one.port === input.port);
  // A headless Service translates nothing: the client dials the pod's own port.
  const wanted =
    port ??
    (spec.clusterIP === 'None' && input.port !== undefined
      ? { port: input.port, protocol: input.protocol }
      : undefined);
  if (!wanted) {
    const has = spec.ports.map((one) => `${one.port}/${one.protocol}`).join(', ') || 'none';
    return { problem: `${called} has no such port; it has ${has}` };
  }
  const backends =
    Object.keys(spec.selector).length > 0 ? ofPods(about, service, wanted) : ofSlices(about, service, wanted);
  return backends.length > 0
    ? { backends, service, port: wanted }
    : { problem: `${called} has no backend for that port` };
}

function ofPods(about: Case, { metadata, spec }: Service, port: ServicePort): Backend[] {
  const headless = spec.clusterIP === 'None';
  return about.seen.pods
    .filter((pod) => pod.metadata.namespace === metadata.namespace && !isOver(pod))
    .filter((pod) => selects({ matchLabels: spec.selector }, pod.metadata.labels))
    .flatMap((pod) => {
      const target = headless ? port.port : targetPort(port, pod);
      return target === undefined ? [] : [{ ...named(about, pod), port: target }];
    });
}

/** The port of a pod to which a Service translates one of its own; undefined where it names one that the pod has not. */
export function targetPort(
  { port, targetPort: target, protocol }: ServicePort,
  pod: Pod,
): number | undefined {
  if (target === undefined || target === 0) return port;
  if (typeof target === 'number') return target;
  return namedPorts(pod.spec).find((one) => one.name === target && one.protocol === protocol)?.port;
}

function ofSlices({ seen, model }: Case, { metadata, spec }: Service, port: ServicePort): Backend[] {
  return seen.endpointSlices
    .filter((slice) => slice.metadata.namespace === metadata.namespace)
    .filter((slice) => slice.metadata.labels['kubernetes.io/service-name'] === metadata.name)
    .flatMap(({ ports, endpoints }) => {
      const own = ports.find(
        ({ name, protocol }) => (name ?? '') === (port.name ?? '') && protocol === port.protocol,
      );
      const target = spec.clusterIP === 'None' ? port.port : own?.port;
      if (target === undefined) return [];
      return endpoints.flatMap(({ addresses }) =>
        addresses.flatMap((text) => {
          const ip = parseIp(text);
          return ip ? [{ party: model.partyAt(ip), name: formatIp(ip), port: target }] : [];
        }),
      );
    });
}

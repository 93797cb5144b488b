import type { Service } from '../../core/kubernetes/service.ts';
import type { RoutedBackend } from '../../tools/service-audit/entrance/backend.ts';
import { netpolAudit } from '../../tools/netpol-audit/tool.ts';
import type { Observation as ServiceSeen } from '../../tools/service-audit/observation.ts';
import { serviceAudit } from '../../tools/service-audit/tool.ts';
import { endpointsOf } from '../cluster/endpoints/ready-endpoints.ts';
import { probe } from '../probe.ts';
import type { Planned, PlannedLeg } from '../walk.ts';
import { dialEndpoints } from './dial-endpoints.ts';
import type { Controller, Entrance } from './entrances.ts';

interface Behind {
  readonly entrance: Entrance;
  readonly controller: Controller | undefined;
  readonly backend: RoutedBackend;
  /** What service_audit saw of the backend, where it could. */
  readonly seen: ServiceSeen | undefined;
  readonly kubeContext: string | undefined;
  /** Whether a probe is to be sent from the controller's pod. */
  readonly probed: boolean;
}

/** `Ingress shop/web`. */
export const entranceName = ({ kind, namespace, name }: Pick<Entrance, 'kind' | 'namespace' | 'name'>) =>
  `${kind} ${namespace}/${name}`;

/** The leg behind an entrance: from the pods that pass its requests on, by their labels and policies, to the backend. */
export function backendLeg({ entrance, controller, backend, seen, kubeContext, probed }: Behind): PlannedLeg {
  const service = seen?.service?.object;
  const port = portNumber(backend, service);
  const { namespace, name } = backend;
  const pod = controller?.pod && `${controller.pod.namespace}/${controller.pod.name}`;
  const context = kubeContext === undefined ? {} : { context: kubeContext };
  const source = pod === undefined ? {} : { source: pod };
  const endpoints = seen && port !== undefined ? endpointsOf(seen, port) : [];
  const dialling = probed && pod !== undefined ? dialEndpoints(pod, endpoints) : undefined;
  const tcp: Planned = dialling ?? { skip: 'not probed: judged by what is written' };
  return {
    from: `${entranceName(entrance)}${pod === undefined ? '' : `, pod ${pod}`}`,
    to: `Service ${namespace}/${name}${port === undefined ? '' : `:${port}`}`,
    end: { host: `${name}.${namespace}.svc`, port: port ?? 0 },
    layers: {
      dns: { skip: 'controllers take the endpoints from the API' },
      tcp,
      tls: { skip: 'what the controller speaks to its backend is not imitated' },
      app: { skip: 'what the controller speaks to its backend is not imitated' },
    },
    audits: {
      service: probe(serviceAudit, {
        service: `${namespace}/${name}`,
        ...(port !== undefined && { port }),
        ...source,
        ...context,
      }),
      ...(pod !== undefined &&
        port !== undefined && {
          policy: probe(netpolAudit, {
            source: pod,
            destination: `${namespace}/svc/${name}`,
            port,
            ...context,
          }),
        }),
    },
  };
}

/** The Service's port: by number as it is written, by name as the Service has it, its only one where none is named. */
function portNumber({ port }: RoutedBackend, service: Service | undefined): number | undefined {
  if (typeof port === 'number') return port;
  const ports = service?.spec.ports ?? [];
  if (port !== undefined) return ports.find(({ name }) => name === port)?.port;
  return ports.length === 1 ? ports[0]?.port : undefined;
}

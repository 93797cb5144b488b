import { formatIp } from '../../../core/address/ip.ts';
import { isPrivate } from '../../../core/address/policy.ts';
import { hasAddress } from '../service-address.ts';
import type { EndpointSlice } from '../../../core/kubernetes/endpoint-slice.ts';
import type { Node } from '../../../core/kubernetes/node.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import type { End } from '../end.ts';
import type { Reader } from './reader.ts';

/** The objects that an end names, besides the pods of its namespace. */
export interface EndObjects {
  readonly services: Service[];
  readonly endpointSlices: EndpointSlice[];
  readonly nodes: Node[];
  readonly pods: readonly Pod[];
}

const NOTHING: EndObjects = { services: [], endpointSlices: [], nodes: [], pods: [] };

/**
 * Reads what an end names: a Service with its slices, a node, or the pod that has an address. Only who is `dialled` may be a Service
 * by its address.
 */
export async function readEnd(reader: Reader, end: End, dialled: boolean): Promise<EndObjects> {
  switch (end.kind) {
    case 'address': {
      const address = formatIp(end.address);
      const fieldSelector = `status.podIP=${address}`;
      const pods = await reader.list(resources.pods, undefined, { fieldSelector, limit: 50 });
      if (pods.length > 0 || !dialled || !isPrivate(address)) return { ...NOTHING, pods };
      const services = await reader.allServices();
      const found = services.find((service) => hasAddress(service, end.address));
      return found ? withSlices(reader, found) : NOTHING;
    }
    case 'node': {
      const node = await reader.get(resources.nodes, end.name);
      return { ...NOTHING, nodes: node ? [node] : [] };
    }
    case 'workload':
      return end.workload === 'Service' ? readService(reader, end.namespace, end.name) : NOTHING;
    default:
      return NOTHING;
  }
}

async function readService(reader: Reader, namespace: string, name: string): Promise<EndObjects> {
  const service = await reader.get(resources.services, name, namespace);
  return service ? withSlices(reader, service) : NOTHING;
}

/** Slices are read only where no selector says which pods are behind the Service. */
async function withSlices(reader: Reader, service: Service): Promise<EndObjects> {
  const { namespace, name } = service.metadata;
  const endpointSlices =
    Object.keys(service.spec.selector).length === 0
      ? await reader.list(resources.endpointSlices, namespace, {
          labelSelector: `kubernetes.io/service-name=${name}`,
        })
      : [];
  return { ...NOTHING, services: [service], endpointSlices: [...endpointSlices] };
}

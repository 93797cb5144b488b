import type { Service, ServicePort } from '../../../core/kubernetes/service.ts';
import { shellWord } from '../../../core/shell-word.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';

/** What is judged: one Service that was read. */
export interface Case {
  readonly input: Input;
  readonly seen: Observation;
  readonly service: Service;
  /** `namespace/name`. */
  readonly label: string;
  /** Manifests stand for the cluster: nothing runs, and what is not there may be elsewhere. */
  readonly modelled: boolean;
}

export function caseOf(seen: Observation, input: Input, service: Service): Case {
  const { namespace, name } = service.metadata;
  return { input, seen, service, label: `${namespace}/${name}`, modelled: seen.cluster.source === 'files' };
}

/** `kubectl` with the context that was asked for, in a namespace. */
export const kubectl = ({ context }: Input, namespace: string): string =>
  ['kubectl', ...(context === undefined ? [] : ['--context', shellWord(context)]), '-n', namespace].join(' ');

/** How a person looks at the endpoints of a Service. */
export const endpointsTest = ({ input, service, modelled, label }: Case): string =>
  modelled
    ? `pods behind Service ${label} in the manifests`
    : `${kubectl(input, service.metadata.namespace)} get endpointslices -l kubernetes.io/service-name=${service.metadata.name}`;

/** How a person looks at the Service itself. */
export const serviceTest = ({ input, service, modelled, label }: Case): string =>
  modelled
    ? `Service ${label} in the manifests`
    : `${kubectl(input, service.metadata.namespace)} get service ${service.metadata.name} -o yaml`;

/** The ports that are asked about: one, or all. */
export const portsAsked = ({ service, input }: Case): ServicePort[] =>
  service.spec.ports.filter(({ port }) => input.port === undefined || port === input.port);

/** Whether the Service has no virtual address: its name is answered with the pods' own. */
export const isHeadless = ({ spec }: Service): boolean => spec.clusterIP === 'None';

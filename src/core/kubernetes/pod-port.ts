import type { ContainerPort } from './container.ts';
import type { Protocol } from './object-name.ts';
import type { Pod } from './pod.ts';

/** The ports that a pod's containers declare, those of its sidecars among them. A port need not be declared to be served. */
export const declaredPorts = ({ spec }: Pod): ContainerPort[] =>
  [
    ...spec.containers,
    ...spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].flatMap(({ ports }) => ports);

/** The number that a named port has in a pod; undefined when no container has that name with that protocol. */
export const namedPort = (pod: Pod, name: string, protocol: Protocol): number | undefined =>
  declaredPorts(pod).find((port) => port.name === name && port.protocol === protocol)?.containerPort;

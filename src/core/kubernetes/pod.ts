import * as z from 'zod';
import { AddressText } from '../plain-text.ts';
import { Container } from './container.ts';
import { CutText, list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

/** PodSpec of v1. */
export const PodSpec = z.object({
  nodeName: maybe(ObjectName),
  hostNetwork: maybe(z.boolean()),
  dnsPolicy: maybe(Text),
  dnsConfig: maybe(z.object({ nameservers: list(AddressText) })),
  containers: list(Container),
  initContainers: list(Container),
});
export type PodSpec = z.infer<typeof PodSpec>;

const State = z.object({ reason: maybe(Text), message: maybe(CutText), exitCode: maybe(z.int()) });

const ContainerStatus = z.object({
  name: ObjectName,
  ready: maybe(z.boolean()),
  restartCount: maybe(z.int()),
  state: part({ waiting: maybe(State), terminated: maybe(State) }),
  lastState: part({ terminated: maybe(State) }),
});

const Addresses = list(z.object({ ip: AddressText }));

/** Pod of v1. */
export const Pod = z.object({
  metadata: ObjectMeta,
  spec: PodSpec,
  status: part({
    phase: maybe(Text),
    podIP: maybe(AddressText),
    podIPs: Addresses,
    hostIP: maybe(AddressText),
    hostIPs: Addresses,
    conditions: list(
      z.object({
        type: Text,
        status: Text,
        reason: maybe(Text),
        message: maybe(CutText),
        lastTransitionTime: maybe(Text),
      }),
    ),
    containerStatuses: list(ContainerStatus),
    initContainerStatuses: list(ContainerStatus),
  }),
});
export type Pod = z.infer<typeof Pod>;

/** Every address of a pod, in the API's order: status.podIPs, or status.podIP alone. */
export function podAddresses({ status }: Pod): string[] {
  const all = status.podIPs.map(({ ip }) => ip);
  return all.length > 0 || status.podIP === undefined ? all : [status.podIP];
}

/** Every address of the node that runs a pod, as the pod's status has them. */
export function hostAddresses({ status }: Pod): string[] {
  const all = status.hostIPs.map(({ ip }) => ip);
  return all.length > 0 || status.hostIP === undefined ? all : [status.hostIP];
}

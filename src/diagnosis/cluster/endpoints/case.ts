import { parseIp } from '../../../core/address/ip.ts';
import { claims } from '../../../core/check.ts';
import { formatHostPort } from '../../../core/target/host-port.ts';
import { shellWord } from '../../../core/shell-word.ts';
import type { ControlSeen } from '../control/observation.ts';
import { failures } from '../../failures.ts';
import type { EndpointSeen, EndpointsSeen } from './observation.ts';
import type { Fronted } from './ready-endpoints.ts';
import type { VirtualSeen } from './virtual-seen.ts';

/** What is held against each other: the endpoints by themselves and the address in front of them. */
export interface EndpointsCase {
  readonly seen: EndpointsSeen;
  readonly fronted: Fronted;
  readonly virtual: VirtualSeen;
  /** The same source towards another target, where it was asked. */
  readonly control?: ControlSeen;
  /** Who asked, as written; absent: this machine. */
  readonly source?: string;
  /** The walk's TCP layer fails: no path remains. */
  readonly walkFails: boolean;
  /** The model of the policies denies some of it, which would fail endpoints in the same way. */
  readonly policyDenies: boolean;
  /** Whether policies deny some of it could not be told. */
  readonly policyOpen: boolean;
}

export const { fail, warn } = claims(failures);

/** `fail` where the walk fails, `warn` where a path remains. */
export const claimOf = ({ walkFails }: EndpointsCase): typeof fail => (walkFails ? fail : warn);

/** `namespace/name` of the Service. */
export const labelOf = ({ fronted: { service } }: EndpointsCase): string =>
  `${service.metadata.namespace}/${service.metadata.name}`;

export const familyOf = (address: string): 4 | 6 => parseIp(address)?.family ?? 4;

/** Whether an endpoint is the source itself. Pods in their node's network share its address: the name tells them apart. */
export function isSelf(
  { seen, fronted }: EndpointsCase,
  { address, pod }: Pick<EndpointSeen, 'address' | 'pod'>,
): boolean {
  const { kind, name } = seen.vantage;
  const named =
    kind !== 'pod' || pod === undefined || name === `${fronted.service.metadata.namespace}/${pod}`;
  return named && seen.own.includes(address);
}

/** An endpoint for people: "redis-0 (10.1.2.3:6379 on node-b)". */
export function endpointText({ address, port, pod, node }: EndpointSeen): string {
  const at = `${formatHostPort(address, port)}${node === undefined ? '' : ` on ${node}`}`;
  return pod === undefined ? at : `${pod} (${at})`;
}

/** Several endpoints, the first three by name. */
export function listed(endpoints: readonly EndpointSeen[]): string {
  const shown = endpoints.slice(0, 3).map(endpointText).join(', ');
  return endpoints.length > 3 ? `${shown} and ${endpoints.length - 3} more` : shown;
}

/** "1 endpoint", "3 endpoints". */
export const counted = (count: number, one = 'ready endpoint'): string =>
  `${count} ${one}${count === 1 ? '' : 's'}`;

/** How a person dials an endpoint as it was dialled here. */
export const dialTest = ({ source }: EndpointsCase, { address, port }: EndpointSeen): string =>
  `layerwalk tcp-probe ${address} --ports ${port}${source === undefined ? '' : ` --from ${shellWord(source)}`}`;

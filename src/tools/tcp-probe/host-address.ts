import { isAssigned } from '../../core/address/assigned.ts';
import type { Observation } from './observation.ts';

/**
 * Whether an address is one of the host's: an interface has it, or the kernel would send to it from itself (that of an interface
 * without carrier too).
 */
export const isHostAddress = (
  address: string,
  host: Pick<NonNullable<Observation['host']>, 'interfaces' | 'routes'> | undefined,
): boolean =>
  host !== undefined &&
  (host.interfaces.some(({ addresses }) => isAssigned(addresses, address)) ||
    host.routes.some(({ to, from }) => to === address && from === address));

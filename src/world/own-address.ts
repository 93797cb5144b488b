import { networkInterfaces } from 'node:os';
import { isAssigned } from '../core/address/assigned.ts';

/** The addresses of this machine but for loopback, in the order of its interfaces. */
export function ownAddresses(): string[] {
  return assigned()
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

/** Whether an address is assigned to this machine, loopback included. */
export const isOwnAddress = (address: string): boolean =>
  isAssigned(
    assigned().map((one) => one.address),
    address,
  );

const assigned = () => Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);

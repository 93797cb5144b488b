import { networkInterfaces } from 'node:os';
import { isAssigned } from '../core/address/assigned.ts';

/** The addresses of this machine but for loopback, in the order of its interfaces. */
export function ownAddresses(): string[] {
  return assigned()
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

/** The networks that are this machine itself, each with why it is refused where a server is asked by others. */
export const ownNetworks = (): (readonly [string, string])[] => [
  ['127.0.0.0/8', 'loopback: of the machine that serves'],
  ['::1/128', 'loopback: of the machine that serves'],
  ...ownAddresses().map((address) => {
    const bare = address.replace(/%.*$/, '');
    return [`${bare}/${bare.includes(':') ? 128 : 32}`, 'an address of the machine that serves'] as const;
  }),
];

/** Whether an address is assigned to this machine, loopback included. */
export const isOwnAddress = (address: string): boolean =>
  isAssigned(
    assigned().map((one) => one.address),
    address,
  );

const assigned = () => Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);

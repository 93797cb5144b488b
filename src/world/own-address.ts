import { networkInterfaces } from 'node:os';
import { type IpAddress, parseIp } from '../core/address/ip.ts';

/** The addresses of this machine but for loopback, in the order of its interfaces. */
export function ownAddresses(): string[] {
  return assigned()
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

/** Whether an address is assigned to this machine, loopback included; zones are not compared. */
export function isOwnAddress({ family, value }: IpAddress): boolean {
  return assigned().some(({ address }) => {
    const own = parseIp(address);
    return own !== undefined && own.family === family && own.value === value;
  });
}

const assigned = () => Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);

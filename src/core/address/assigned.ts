import { parseIp } from './ip.ts';

/** Whether an address is among those of an interface, however either is written; zones are not compared. */
export function isAssigned(addresses: readonly string[], address: string): boolean {
  const wanted = parseIp(address);
  return addresses.some((text) => {
    const own = parseIp(text);
    return own !== undefined && own.family === wanted?.family && own.value === wanted.value;
  });
}

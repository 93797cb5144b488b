import type { Case } from './case.ts';
import { endpoint } from './wording.ts';

/** The test in words that a person can repeat: "connect 10.0.0.7:443 x3". */
export function testOf({ input, port }: Case, addresses: readonly string[]): string {
  const [only = ''] = addresses;
  const where =
    addresses.length === 1
      ? endpoint(only, port.port)
      : `${endpoint(input.host, port.port)} (${addresses.length} addresses)`;
  const tries = Math.max(
    ...port.addresses.filter(({ address }) => addresses.includes(address)).map((seen) => seen.tries.length),
  );
  return `connect ${where} x${tries}`;
}

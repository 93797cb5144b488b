import { formatHostPort } from '../../../core/target/host-port.ts';
import type { Case } from './case.ts';

/** The test in words that a person can repeat: "connect 10.0.0.7:443 x3"; what was tried beyond the tries asked for is added. */
export function testOf({ input, port }: Case, addresses: readonly string[]): string {
  const [only = ''] = addresses;
  const where =
    addresses.length === 1
      ? formatHostPort(only, port.port)
      : `${formatHostPort(input.host, port.port)} (${addresses.length} addresses)`;
  const asked = port.addresses.filter(({ address }) => addresses.includes(address));
  const tries = Math.max(...asked.map((seen) => seen.tries.length));
  const again = asked.some((seen) => seen.again) ? ' + 1 again' : '';
  const quiet = asked.some((seen) => seen.quiet) ? ' + 1 quiet' : '';
  return `connect ${where} x${tries}${again}${quiet}`;
}

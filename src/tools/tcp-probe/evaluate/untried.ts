import { formatHostPort } from '../../../core/target/host-port.ts';
import { type Check, unknown } from '../../../core/check.ts';
import type { Case } from './case.ts';
import { listed } from './wording.ts';

/** Addresses through which the client might get in and which were not tried, by policy or by cap. */
export function untried({ seen, input, port }: Case): Check | undefined {
  const refused = seen.refused.map(({ address }) => address);
  const addresses = [...refused, ...seen.leftOut];
  if (addresses.length === 0) return undefined;
  const [first] = seen.refused;
  return unknown('tcp', {
    test: `connect ${formatHostPort(input.host, port.port)}`,
    summary: `not tried: ${listed(addresses)}${first ? ', by the address policy' : ', beyond the most that are tried'}`,
    evidence: seen.refused.slice(0, 3).map(({ address, rule }) => `${address}: ${rule}`),
    fix: first
      ? `If this address is meant, start Layerwalk with --allow-cidr ${first.address}/${first.address.includes(':') ? 128 : 32}.`
      : 'Ask for these addresses by themselves.',
  });
}

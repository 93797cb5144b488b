import { endsOf } from '../../tools/sg-chain/ends-of.ts';
import { Input } from '../../tools/sg-chain/input.ts';
import { Observation } from '../../tools/sg-chain/observation.ts';
import { isOne, rangeText } from '../../tools/sg-chain/model/range.ts';
import type { Looked } from '../probe.ts';

/** The addresses that the target has by the records of the account; none where only its subnets are known. */
export function accountAddresses(firewall: Looked<unknown> | undefined): string[] {
  const seen = Observation.safeParse(firewall?.seen).data;
  const input = Input.safeParse(firewall?.asked).data;
  if (!seen || !input) return [];
  const { destination } = endsOf(seen, input);
  return destination.flatMap(({ range }) => (isOne(range) ? [rangeText(range)] : []));
}

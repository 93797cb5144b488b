import { parseIp } from '../../core/address/ip.ts';
import type { World } from '../../core/world/world.ts';
import { parseEnd } from '../../tools/netpol-audit/end.ts';
import { isFlowEnd } from '../../tools/sg-chain/assert/flow-end.ts';
import type { FlowAssertion } from '../../tools/sg-chain/assert/assert-flows.ts';
import { podsOfEnd } from './pods-of-end.ts';
import type { Assertion } from './assertion.ts';

/** A line as an account takes it, or why it cannot be asked. */
export type AskedAccount = { readonly flow: FlowAssertion } | { readonly silent: string };

/** Addresses of one end that are judged together: those that sg_chain takes. */
const MOST = 3;

/** The lines with the addresses that the pods of their ends have. */
export async function inAccount(
  world: World,
  assertions: readonly Assertion[],
  asking: { readonly context: string | undefined; readonly signal: AbortSignal },
): Promise<Map<Assertion, AskedAccount>> {
  const texts = [...new Set(assertions.flatMap(({ from, to }) => [from, to]))];
  const found = await Promise.all(
    texts.map(async (text): Promise<[string, string | undefined]> => {
      if (isFlowEnd(text)) return [text, text];
      return [text, together(await podsOfEnd(world, parseEnd(text), asking))];
    }),
  );
  const addresses = new Map(found);
  return new Map(
    assertions.map((line): [Assertion, AskedAccount] => {
      const { port } = line;
      const from = addresses.get(line.from);
      const to = addresses.get(line.to);
      if (from !== undefined && to !== undefined) return [line, { flow: { from, to, port } }];
      return [line, { silent: `no address of ${from === undefined ? line.from : line.to} is known` }];
    }),
  );
}

/** Addresses of one family, IPv4 where there are any. */
function together(addresses: readonly string[]): string | undefined {
  const v4 = addresses.filter((text) => parseIp(text)?.family === 4);
  const same = [...new Set(v4.length > 0 ? v4 : addresses)];
  return same.length === 0 ? undefined : same.slice(0, MOST).join(',');
}

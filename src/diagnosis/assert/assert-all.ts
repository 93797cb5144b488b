import type { World } from '../../core/world/world.ts';
import { assertAll as assertPolicies } from '../../tools/netpol-audit/assert/assert.ts';
import { assertFlows } from '../../tools/sg-chain/assert/assert-flows.ts';
import type { Assertion } from './assertion.ts';
import { bothOf } from './both-of.ts';
import type { Got } from './got.ts';
import { type AccountSays, accountSays } from './account-says.ts';
import { type AskedAccount, inAccount } from './in-account.ts';
import { isOfPolicies } from './who-judges.ts';

/** What became of one assertion; `got` is unknown where the models cannot say. */
export interface Asserted extends Got {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly expect: 'allow' | 'deny';
}

interface Asking {
  readonly context: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Judges assertions, in their order: by the policies of a cluster or of manifests, and over a dump by the account. Where both are asked,
 * both must let it pass. Throws CannotObserve where nothing could be read, and rejects with the reason of `signal`.
 */
export async function assertAll(
  world: World,
  assertions: readonly Assertion[],
  asking: Asking,
): Promise<Iterable<Asserted>> {
  const dump = (await world.aws.where({})).source === 'dump';
  const files = world.standIn === 'files';
  const toPolicies = assertions.filter((one) => isOfPolicies(one, { dump, files }));
  const asked = dump ? await inAccount(world, assertions, asking) : new Map<Assertion, AskedAccount>();
  const flows = [...asked].flatMap(([line, one]) => ('flow' in one ? [{ line, ...one.flow }] : []));
  const judged = await assertFlows({ world, signal: asking.signal }, flows, asking.context);
  const byAccount = new Map(flows.map(({ line }, index) => [line, judged[index]]));
  const byPolicies = toPolicies.length > 0 ? await assertPolicies(world, toPolicies, asking) : [];
  return inOrder({ assertions, toPolicies: new Set(toPolicies), byPolicies }, (line) => {
    const one = asked.get(line);
    return one && accountSays(line, one, byAccount.get(line));
  });
}

interface ByPolicies {
  readonly assertions: readonly Assertion[];
  readonly toPolicies: ReadonlySet<Assertion>;
  readonly byPolicies: Iterable<Got>;
}

/** One after another: those of policies are judged as they are asked for. */
function* inOrder(
  { assertions, toPolicies, byPolicies }: ByPolicies,
  accountOf: (line: Assertion) => AccountSays | undefined,
): Generator<Asserted> {
  const answers = byPolicies[Symbol.iterator]();
  for (const line of assertions) {
    const { from, to, port, expect } = line;
    const policy: Got | undefined = toPolicies.has(line) ? answers.next().value : undefined;
    const { got, reason } = bothOf(policy, accountOf(line));
    yield { from, to, port: `${port.port}/${port.protocol}`, expect, got, reason };
  }
}

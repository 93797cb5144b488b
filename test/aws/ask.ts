import { sgChain } from '../../src/tools/sg-chain/tool.ts';
import type { Finding } from '../../src/core/finding.ts';
import { live } from '../../src/core/steps.ts';
import type { World } from '../../src/core/world/world.ts';
import type { Kubernetes } from '../../src/core/world/kubernetes.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { stubVantage, stubWorld } from '../protocol/stub-world.ts';
import { type Account, overDump } from './scene.ts';

/** What a name resolves to in a test. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** A world whose only outside is AWS, and names. */
export function worldOf(aws: Aws, names: Names = {}, kubernetes?: Kubernetes): World {
  const vantage = {
    ...stubVantage,
    lookup: async (name: string) => {
      const addresses = names[name] ?? [];
      return {
        name,
        outcome: addresses.length > 0 ? ('found' as const) : ('not-found' as const),
        addresses: [...addresses],
        ms: 1,
      };
    },
  };
  return { ...stubWorld, aws, vantage: async () => vantage, ...(kubernetes && { kubernetes }) };
}

/** Asks sg_chain about an account, as it is read from a dump. */
export const ask = (of: Account, input: object, names: Names = {}): Promise<Finding> =>
  overDump(of, (aws) => askOver(aws, input, names));

export function askOver(
  aws: Aws,
  input: object,
  names: Names = {},
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<Finding> {
  const context = {
    world: worldOf(aws, names),
    steps: live,
    signal,
    progress: () => {},
  };
  return sgChain.run(context, sgChain.input.parse(input));
}

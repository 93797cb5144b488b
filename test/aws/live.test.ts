import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { live } from '../../src/core/steps.ts';
import { sgChain } from '../../src/tools/sg-chain/tool.ts';
import { worldOf } from './ask.ts';
import { accountOf, type Case, cases } from './cases.ts';
import { clusterOf } from './cluster-of.ts';
import { overWire } from './over-wire.ts';
import { overDump } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

async function askCase({ names, cluster, input }: Case, aws: Aws): Promise<Finding> {
  const world = worldOf(aws, names, cluster && (await clusterOf(cluster)));
  const signal = AbortSignal.timeout(60_000);
  return sgChain.run({ world, steps: live, signal, progress: () => {} }, sgChain.input.parse(input));
}

/** The calls that a finding says it took. */
const callsOf = ({ notes }: Finding): number =>
  Number(notes.join('\n').match(/^([0-9]+) calls? to AWS/m)?.[1]);

describe.each(cases)('$name', (one) => {
  test('is judged over the wire as from a dump, in 20 calls at most, which the finding counts', async () => {
    const account = accountOf(one);
    const fromDump = await overDump(account, (aws) => askCase(one, aws));
    const [overApi, asked] = await overWire(
      account,
      async (aws, server) => [await askCase(one, aws), server.asked] as const,
      { pageSize: 1000 },
    );
    expect(overApi.checks).toEqual(fromDump.checks);
    expect(overApi.status).toBe(fromDump.status);
    expect(callsOf(overApi)).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(20);
  });
});

import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { live } from '../../src/core/steps.ts';
import { sgChain } from '../../src/tools/sg-chain/tool.ts';
import type { World } from '../../src/core/world/world.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { worldOf } from './ask.ts';
import { accountOf, type Case, cases } from './cases.ts';
import { clusterOf } from './cluster-of.ts';
import { overDump } from './scene.ts';

const FIXTURES = join(import.meta.dirname, '../../src/tools/sg-chain/fixtures');
const style = await resolveConfig(import.meta.filename);

const worldFor = async ({ names, cluster }: Case, aws: Aws): Promise<World> =>
  worldOf(aws, names, cluster && (await clusterOf(cluster)));

describe.each(cases)('$name', (one) => {
  test('claims its codes, and is the fixture', async () => {
    const { input, name, nearMissOf, codes, status } = one;
    const asked = sgChain.input.parse(input);
    const seen = await overDump(accountOf(one), async (aws) =>
      sgChain.look(
        {
          world: await worldFor(one, aws),
          steps: live,
          signal: AbortSignal.timeout(30_000),
          progress: () => {},
        },
        asked,
      ),
    );
    const finding = sgChain.judge(seen, asked);
    expect(finding.checks.flatMap(({ code }) => code ?? [])).toEqual(codes);
    expect({ passes: finding.status === 'pass', ...(status && { status: finding.status }) }).toEqual({
      passes: codes.length === 0 && status === undefined,
      ...(status && { status }),
    });
    const fixture = { input, observation: seen, ...(nearMissOf && { nearMissOf }) };
    const text = await format(JSON.stringify(fixture), { ...style, parser: 'json' });
    await expect(text).toMatchFileSnapshot(join(FIXTURES, `${name}.json`));
  });

  test('what is printed to mend it, mends it on the model', async () => {
    const finding = await overDump(accountOf(one), async (aws) => {
      const context = {
        world: await worldFor(one, aws),
        steps: live,
        signal: AbortSignal.timeout(30_000),
        progress: () => {},
      };
      return sgChain.run(context, sgChain.input.parse(one.input));
    });
    const mended = finding.checks.flatMap(({ fix }) => (fix?.command === undefined ? [] : [fix]));
    expect(mended.map(({ verified }) => verified)).toEqual(mended.map(() => 'simulated'));
    expect(mended.every(({ undo }) => undo !== undefined)).toBe(true);
  });
});

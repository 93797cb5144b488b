import { expect, test } from 'vitest';
import type { Lookup } from '../../src/core/world/dns.ts';
import type { Vantage, World } from '../../src/core/world/world.ts';
import { withSharedLookup } from '../../src/diagnosis/shared-lookup.ts';

/** A world whose lookups answer with a running number. */
function counting(): { world: World; count: () => number } {
  let count = 0;
  const vantage = {
    identity: { kind: 'local', name: 'laptop' },
    lookup: async (name: string): Promise<Lookup> => {
      count++;
      return { name, outcome: 'found', addresses: [`10.0.0.${count}`], ms: 1 };
    },
  } as unknown as Vantage;
  return { world: { vantage: async () => vantage } as unknown as World, count: () => count };
}

const { signal } = new AbortController();

test('all probes of a walk go to the addresses of one answer', async () => {
  const { world, count } = counting();
  const shared = withSharedLookup(world, signal);
  const probes = await Promise.all([
    shared.vantage(undefined),
    shared.vantage(undefined),
    shared.vantage(undefined),
  ]);
  const answers = await Promise.all(probes.map((vantage) => vantage.lookup('db', signal)));
  expect(answers.map((answer) => answer.addresses)).toEqual([['10.0.0.1'], ['10.0.0.1'], ['10.0.0.1']]);
  expect(count()).toBe(1);
});

test('a probe that asks again gets a second sample', async () => {
  const { world } = counting();
  const vantage = await withSharedLookup(world, signal).vantage(undefined);
  const samples = [await vantage.lookup('db', signal), await vantage.lookup('db', signal)];
  expect(samples.map((answer) => answer.addresses)).toEqual([['10.0.0.1'], ['10.0.0.2']]);
});

test('two walks share nothing', async () => {
  const { world, count } = counting();
  for (const _ of [1, 2]) {
    const vantage = await withSharedLookup(world, signal).vantage(undefined);
    await vantage.lookup('db', signal);
  }
  expect(count()).toBe(2);
});

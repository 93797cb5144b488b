import { expect, test } from 'vitest';
import type { Segment } from '../../../src/core/world/mtu.ts';
import { searchSizes } from '../../../src/world/vantage/pod/mtu/search-sizes.ts';
import { readForward } from '../../../src/tools/path-mtu/evaluate/forward.ts';

const segment = (size: number, passes: boolean, round = 1): Segment => ({
  size,
  round,
  outcome: passes ? 'acknowledged' : 'stuck',
  ms: 1,
  resent: !passes,
});

/** Searches on a path that carries up to `most`; counts what was sent. */
async function search(top: number, most: number) {
  const rounds: number[][] = [];
  const tops = [top, top, top].map((size) => segment(size, size <= most));
  const found = await searchSizes(tops, async (sizes) => {
    rounds.push([...sizes]);
    return sizes.map((size) => segment(size, size <= most, rounds.length + 1));
  });
  return { ...found, rounds };
}

const route = { known: false };
const settings = { platform: 'linux', timestamps: null, mtuProbing: null, noDiscovery: null };
const read = (segments: readonly Segment[]) =>
  readForward({
    route,
    settings,
    tcp: {
      dial: { outcome: 'open', ms: 1 },
      spared: false,
      timestamps: true,
      headers: 52,
      ceiling: 1500,
      ceilingBy: 'interface',
      visible: true,
      segments: [...segments],
      connections: segments.length,
      failed: 0,
    },
  });

test('what passes at once is not asked again', async () => {
  expect((await search(1500, 1500)).rounds).toEqual([]);
});

test.each([1499, 1460, 1455, 1421, 1400, 1393, 1280, 1201, 577])(
  'a hole above %i is found to the byte, in 40 connections',
  async (most) => {
    const { segments } = await search(1500, most);
    expect(read(segments)).toMatchObject({ kind: 'hole', size: most, above: most + 1 });
    expect(segments.length).toBeLessThanOrEqual(40);
  },
);

test('jumbo frames that meet a path of 1500', async () => {
  const { segments } = await search(9001, 1500);
  expect(read(segments)).toMatchObject({ kind: 'hole', size: 1500 });
});

test('where not even the smallest passes it is not the size', async () => {
  const { segments, rounds } = await search(1500, 100);
  expect(rounds).toHaveLength(1);
  expect(read(segments)).toMatchObject({ kind: 'unmeasured', why: 'none-passes' });
});

test('one size that passes once and then never again is no number', async () => {
  let asked = 0;
  const tops = [1500, 1500, 1500].map((size) => segment(size, false));
  const { segments } = await searchSizes(tops, async (sizes) =>
    sizes.map((size) => segment(size, size <= 1400 && (size < 1400 || asked++ === 0))),
  );
  expect(['unsure', 'uneven']).toContain(read(segments).kind);
});

test('when the time is over it says so', async () => {
  const found = await searchSizes([segment(1500, false)], async () => undefined);
  expect(found.cutShort).toBe('time');
});

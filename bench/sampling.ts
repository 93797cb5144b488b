/** The middle value; of an even number the upper middle. Throws on none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new RangeError('no values');
  return middle;
}

/** How long `work` took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Medians of two pieces of work that take turns, so that whatever else the machine does falls on both. Each gives
 * its own time in milliseconds. One round ahead of the count warms both up.
 */
export async function sideBySide(
  rounds: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<{ one: number; other: number }> {
  const taken: { one: number[]; other: number[] } = { one: [], other: [] };
  for (let round = -1; round < rounds; round += 1) {
    const turn = { one: await one(), other: await other() };
    if (round < 0) continue;
    taken.one.push(turn.one);
    taken.other.push(turn.other);
  }
  return { one: median(taken.one), other: median(taken.other) };
}

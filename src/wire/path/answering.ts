import type { Hop } from '../../core/world/path.ts';

/** Hops without the silent ones at the end. */
export const answering = (hops: readonly Hop[]): Hop[] =>
  hops.slice(0, hops.findLastIndex(({ answered }) => answered > 0) + 1);

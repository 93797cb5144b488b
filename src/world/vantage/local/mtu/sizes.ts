/** Path MTUs that are met in the field: of clouds, tunnels and access lines. */
const KNOWN = [9001, 8896, 8500, 1500, 1492, 1480, 1476, 1460, 1450, 1440, 1430, 1420, 1400, 1280];

/** What every path carries, so that its loss has another cause: a small packet of either family. */
export const SMALL = 200;

/** The known sizes below one that got stuck, and the small one; largest first, so that a queue that fills up shows. */
export const knownBelow = (size: number): number[] => [...KNOWN.filter((known) => known < size), SMALL];

/** Whether a size is one that paths often have. */
export const isKnown = (size: number): boolean => KNOWN.includes(size);

/**
 * At most `count` sizes between one that passes and one that does not. The next above the passing one is always there: when that is the path's MTU,
 * one look decides. Largest first.
 */
export function between(passes: number, stuck: number, count: number): number[] {
  const gap = stuck - passes - 1;
  if (gap <= count) return Array.from({ length: Math.max(0, gap) }, (_, index) => stuck - 1 - index);
  const step = gap / (count - 1);
  const spread = Array.from({ length: count - 1 }, (_, index) => Math.round(stuck - (index + 1) * step));
  return [...new Set([...spread, passes + 1])]
    .filter((size) => size > passes && size < stuck)
    .toSorted((a, b) => b - a);
}

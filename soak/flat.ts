import type { Held } from './held.ts';

/** How much resident memory may differ from one end of a soak to the other, as a share: the collector's freedom. */
export const RSS_SHARE = 0.1;
const RSS_BYTES = 8 * 1024 * 1024;
/** Descriptors that come and go, such as a pool's of name lookups. */
const HANDLES = 2;
/** What is loaded and compiled at the beginning is no leak. */
const WARM_UP_SHARE = 0.3;

/**
 * What has grown over a soak, from samples taken at rest, evenly spaced: compares the medians of the first and the last three samples after
 * the warm-up. Empty when all is flat. `rssShare` is how much more memory is no growth yet.
 */
export function growth(samples: readonly Held[], rssShare = RSS_SHARE): string[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const ends = (of: (sample: Held) => number): readonly [number, number] => [
    median(warm.slice(0, 3).map(of)),
    median(warm.slice(-3).map(of)),
  ];
  const [rss, rssLast] = ends((sample) => sample.rss);
  const [handles, handlesLast] = ends((sample) => sample.handles);
  const children = Math.max(0, ...warm.map((sample) => sample.children));
  return [
    ...(rssLast > rss * (1 + rssShare) + RSS_BYTES
      ? [`resident memory grew from ${megabytes(rss)} to ${megabytes(rssLast)}`]
      : []),
    ...(handlesLast > handles + HANDLES ? [`open handles grew from ${handles} to ${handlesLast}`] : []),
    ...(children > 0 ? [`${children} processes were left running`] : []),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Bytes for people. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

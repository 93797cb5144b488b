import * as z from 'zod';

/** Phases that followed each other, in milliseconds. */
const Timing = z.object({
  kind: z.literal('timing'),
  phases: z.array(z.object({ name: z.string(), ms: z.number() })),
});

/** Hop by hop, in milliseconds; a hop that did not answer has no latency. */
const Hops = z.object({
  kind: z.literal('hops'),
  hops: z.array(
    z.object({
      ttl: z.int(),
      addresses: z.array(z.string()),
      bestMs: z.number().optional(),
      averageMs: z.number().optional(),
      worstMs: z.number().optional(),
      lossPercent: z.number().optional(),
    }),
  ),
});

/** Sizes of IP packets that mean something on the path, in bytes. */
const Sizes = z.object({
  kind: z.literal('sizes'),
  sizes: z.array(z.object({ name: z.string(), bytes: z.int() })),
});

/** Numbers behind a check that a page can draw. The check's words say the same. */
export const Figure = z.discriminatedUnion('kind', [Timing, Hops, Sizes]);
export type Figure = z.infer<typeof Figure>;

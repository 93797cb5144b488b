import * as z from 'zod';

/** The two ends of a leg as sg_chain takes them. */
export const CloudEnds = z.object({
  aws: z.object({
    /** Absent where no address of it is known. */
    source: z.string().optional(),
    destination: z.string().optional(),
    /** That of the endpoints behind a Service, else the one asked for. */
    port: z.int(),
  }),
});
export type CloudEnds = z.infer<typeof CloudEnds>;

import * as z from 'zod';
import { Check } from './check.ts';
import { Fix } from './fix.ts';
import { Layer } from './layer.ts';
import { Status } from './status.ts';
import { Quote } from './untrusted.ts';
import { VantageIdentity } from './vantage-identity.ts';

/** How sure a verdict is: probe and model agree; the probe saw it; a model says so; it follows from what was seen. */
export const Claim = z.enum(['proven', 'observed', 'modelled', 'inferred']);
export type Claim = z.infer<typeof Claim>;

/** The answer in one sentence. `layer` is the cause, what to fix; `surfacedAt` is where it hurts. */
export const Verdict = z.object({
  status: Status.exclude(['skipped']),
  layer: Layer.nullable(),
  code: z.string().nullable(),
  surfacedAt: Layer.nullable(),
  claim: Claim,
  sentence: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;

/** A stretch of the path that ends where something answers for another. */
export const Leg = z.object({ from: z.string(), to: z.string(), rows: z.array(Check) });
export type Leg = z.infer<typeof Leg>;

/** The one command that best splits the alternatives that remain. */
export const NextBest = z.object({ command: z.string(), outcomes: z.array(z.string()) });
export type NextBest = z.infer<typeof NextBest>;

/** The whole walk. */
export const Report = z.object({
  schema: z.literal('layerwalk/report@1'),
  question: z.string(),
  at: z.string().describe('UTC, ISO 8601'),
  source: z.string(),
  target: z.string(),
  vantage: VantageIdentity,
  sourcePod: z.string().optional().describe('pod, address and node of the source, where it was read only'),
  verdict: Verdict,
  legs: z.array(Leg),
  fixes: z.array(Fix),
  /** What would relieve users before the fix is in. */
  mitigation: z.string().optional(),
  /** What changed lately, among the objects that the verdict uses. */
  changed: z.array(z.string()),
  /** Who manages them. */
  managedBy: z.array(z.string()),
  /** Who else is blocked, and who is not. */
  blastRadius: z.array(z.string()),
  /** What speaks against the verdict. */
  counterEvidence: z.array(z.string()),
  /** Other causes that what was seen does not exclude. */
  alternatives: z.array(z.string()),
  nextBest: NextBest.optional(),
  untrusted: z.array(Quote).optional(),
  notes: z.array(z.string()),
  /** At most 300 characters, for the incident channel. */
  paste: z.string(),
  connectionsMade: z.int(),
  durationMs: z.number(),
});
export type Report = z.infer<typeof Report>;

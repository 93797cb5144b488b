import * as z from 'zod';
import { Check } from './check.ts';
import { Status, worst } from './status.ts';
import { visible } from './untrusted.ts';
import { VantageIdentity, vantageNotes } from './vantage-identity.ts';

/** What one tool answers: its checks, from where it looked, and what it could not look at. */
export const Finding = z.object({
  schema: z.literal('layerwalk/finding@1'),
  tool: z.string(),
  at: z.string().describe('UTC, ISO 8601'),
  target: z.string(),
  vantage: VantageIdentity,
  status: Status,
  checks: z.array(Check),
  notes: z.array(z.string()),
  connectionsMade: z.int(),
});
export type Finding = z.infer<typeof Finding>;

/** What `evaluate` returns; the tool's frame adds the rest. */
export interface Judgement {
  checks: readonly Check[];
  /** Optional evidence that is missing, and limits of what was seen. */
  notes?: readonly string[];
  /** Connections and datagram exchanges opened towards others. */
  connectionsMade?: number;
}

const whole = (text: string): string => visible(text, Infinity);

/** Our own sentences have nothing invisible in them; should foreign text ever get into one, it is seen. */
const shown = (check: Check): Check => ({
  ...check,
  test: whole(check.test),
  summary: whole(check.summary),
  evidence: check.evidence.map(whole),
});

/** A finding from its parts; its status is the worst of its checks. */
export function finding(
  about: Pick<Finding, 'tool' | 'at' | 'target' | 'vantage'>,
  { checks, notes = [], connectionsMade = 0 }: Judgement,
): Finding {
  const { tool, at, target, vantage } = about;
  return {
    schema: 'layerwalk/finding@1',
    tool,
    at,
    target,
    vantage,
    status: worst(checks.map((check) => check.status)),
    checks: checks.map(shown),
    notes: [...vantageNotes(vantage), ...notes].map(whole),
    connectionsMade,
  };
}

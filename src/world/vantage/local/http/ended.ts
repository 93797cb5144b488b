import type { HttpOutcome, HttpReply } from '../../../../core/world/http.ts';

/** What is known of an exchange beyond how it ended. */
export type HttpFacts = Partial<Omit<HttpReply, 'outcome' | 'url' | 'method' | 'timings'>>;

/** Ends an exchange before its answer is complete. Never leaves the http verb. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly outcome: HttpOutcome;
  readonly facts: HttpFacts;
  constructor(outcome: HttpOutcome, facts: HttpFacts = {}) {
    super(outcome);
    this.outcome = outcome;
    this.facts = facts;
  }
}

/** What the streams of an exchange are destroyed with when its time is up. */
export class Expired extends Error {
  override readonly name = 'Expired';
}

/** The errno or error code of a Node error, when it is one by its looks. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,80}$/.test(code) ? code : undefined;
}

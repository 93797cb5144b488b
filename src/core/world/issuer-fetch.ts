import * as z from 'zod';

/** A certificate fetched from a CA issuers URL (RFC 5280 section 4.2.2.1). The URL is foreign text. */
export const IssuerFetch = z.object({
  url: z.string(),
  outcome: z.enum([
    'fetched',
    'not-http', // only plain http URLs are fetched: RFC 5280 wants them, and https would need a chain of its own
    'not-allowed',
    'not-resolved',
    'not-connected',
    'no-reply',
    'status',
    'oversize',
    'unreadable',
  ]),
  /** The rule that refused, the HTTP status, or the error code. */
  detail: z.string().optional(),
  pems: z.array(z.string()),
  /** CA issuers URLs of what was fetched: where the next step of the chain is. */
  caIssuers: z.array(z.string()),
  connections: z.int(),
});
export type IssuerFetch = z.infer<typeof IssuerFetch>;

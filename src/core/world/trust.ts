import * as z from 'zod';

/** A chain as sent (leaf first), to be judged by each store at hand, at a time (ISO 8601). Sends nothing. */
export interface ChainRequest {
  pems: readonly string[];
  at: string;
  /** Certificates found elsewhere (AIA, another address) that may complete the chain. */
  extra?: readonly string[];
}

/** The stores a chain is judged by: the host's, the one built into Node, and the file given at start-up. */
export const TrustStore = z.enum(['system', 'node', 'ca']);
export type TrustStore = z.infer<typeof TrustStore>;

/** A certificate on a path. Its subject is foreign text. */
export const PathStep = z.object({
  subject: z.string(),
  sha256: z.string(),
  notAfter: z.string(),
  origin: z.enum(['sent', 'extra', 'store']),
});
export type PathStep = z.infer<typeof PathStep>;

/** A rule of RFC 5280 section 6.1 that a certificate on the path breaks; `step` is its place on the path, 0 the leaf. */
export const PathProblem = z.object({
  kind: z.enum(['expired', 'not-yet-valid', 'not-a-ca', 'path-length', 'wrong-purpose', 'unknown-critical']),
  step: z.int(),
});
export type PathProblem = z.infer<typeof PathProblem>;

/** What one store says of a chain. Names are not part of it. */
export const TrustVerdict = z.object({
  store: TrustStore,
  /** Certificates in the store; 0: it is empty or could not be read. */
  size: z.int(),
  trusted: z.boolean().describe('a path exists and breaks no rule'),
  path: z.array(PathStep),
  problems: z.array(PathProblem),
  /** Why there is no path: its end is self-signed and not in the store, or its end's issuer is not at hand. */
  end: z.enum(['anchor', 'self-signed', 'no-issuer', 'unreadable']),
  /** Further paths to the store that break a rule: clients that do not search may take one of them. */
  brokenPaths: z.int(),
  /** A certificate of the path restricts names (RFC 5280 section 4.2.1.10): not judged here. */
  nameConstraints: z.boolean(),
});
export type TrustVerdict = z.infer<typeof TrustVerdict>;

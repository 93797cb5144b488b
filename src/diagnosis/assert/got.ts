/** What comes of an assertion, and why. */
export interface Got {
  readonly got: 'allow' | 'deny' | 'unknown';
  readonly reason: string;
}

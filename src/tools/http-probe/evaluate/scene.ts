import type { HttpExchange } from '../../../core/world/http.ts';

/** What is needed beside one exchange to judge it. */
export interface Scene {
  /** What a person could run or look at. */
  readonly test: string;
  /** Another address, or another try, got an answer. */
  readonly pathRemains: boolean;
  /** The redirects that led here, a line each; empty for the first URL. */
  readonly chain: readonly string[];
  /** A TLS request at the same port, after silence in plain text. */
  readonly overTls?: HttpExchange;
}

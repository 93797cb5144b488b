/** What the rows depend on besides the checks. */
export interface Circumstances {
  /** Whether either end may be in a cluster, so that a Service or a NetworkPolicy can matter. */
  readonly clusterPossible: boolean;
  /** The target is this machine, reached by its loopback: nothing lies between. */
  readonly loopback: boolean;
  /** The complaint speaks of sizes or hangs. */
  readonly sizeSuspected: boolean;
}

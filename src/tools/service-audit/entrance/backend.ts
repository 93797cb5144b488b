/** A Service and its port, as an Ingress or a route names them. */
export interface RoutedBackend {
  readonly namespace: string;
  readonly name: string;
  /** By number, by name, or, undefined, whichever port it has. */
  readonly port: number | string | undefined;
}

/** Where a request goes. */
export type Routed =
  | {
      readonly to: RoutedBackend;
      readonly rule: string;
      readonly uncertain: boolean;
      readonly others: number;
    }
  /** No rule takes it. */
  | { readonly to: undefined; readonly why: 'no-host' | 'no-path' | 'no-rule' | 'no-service' }
  /** Several backends, and no URL that chooses. */
  | { readonly to: undefined; readonly why: 'which'; readonly backends: readonly RoutedBackend[] };

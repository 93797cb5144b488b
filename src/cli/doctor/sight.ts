import type { HostView } from '../../core/world/host-view.ts';
import type { ResolverConfig } from '../../core/world/dns.ts';
import type { AwsWhereabouts } from '../../core/world/aws.ts';
import type { Machine } from './machine.ts';
import type { ClusterSight } from './cluster.ts';

/** Everything that can be seen from here, or why it could not be asked. */
export interface Sight {
  readonly layerwalk: string;
  readonly machine: Machine;
  readonly resolver: ResolverConfig | { readonly error: string };
  readonly host: HostView | { readonly error: string };
  readonly cluster: ClusterSight | { readonly error: string };
  readonly cloud: AwsWhereabouts | { readonly error: string };
}

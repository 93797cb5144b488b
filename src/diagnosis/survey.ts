import * as z from 'zod';
import { parseIp } from '../core/address/ip.ts';
import { AddressText } from '../core/plain-text.ts';
import type { CannotObserve } from '../core/cannot-observe.ts';
import { Stamp, type Context } from '../core/tool.ts';
import type { Whereabouts } from '../core/world/kubernetes.ts';
import { HostView } from '../core/world/host-view.ts';
import type { Source } from '../core/target/source.ts';

/** What a walk must know of its vantage before it can be planned. */
export const Survey = Stamp.extend({
  host: HostView,
  inCluster: z.boolean(),
  /** The name servers that the resolver library there asks. */
  nameservers: z.array(AddressText).optional(),
});
export type Survey = z.infer<typeof Survey>;

/** The stamp of a walk that only reads; strict, so that it is not taken for what holds more. */
export const ReadingStamp = z.strictObject(Stamp.shape);
export type ReadingStamp = z.infer<typeof ReadingStamp>;

/** What the report needs of the place that was looked from; `blind` says why nothing could be sent from the source. */
export type Place = (Survey & { readonly blind?: never }) | Blind;

/** A place from which nothing can be sent. */
interface Blind extends Omit<Survey, 'host'> {
  readonly blind: CannotObserve;
  /** What is read instead. */
  readonly cluster: Whereabouts;
  /** The account's records are read from files. */
  readonly dump?: boolean;
}

/**
 * Looks at the vantage itself; sends nothing. A machine whose resolver searches `svc.<domain>` is a pod (Kubernetes
 * DNS specification, and dnsPolicy ClusterFirst).
 */
export function survey(context: Context, source: Source | undefined, target: string): Promise<Survey> {
  const { steps, world, signal } = context;
  return steps.observe('diagnose', { target, part: 'survey' }, async () => {
    const vantage = await world.vantage(source, signal);
    const [host, resolver] = await Promise.all([
      vantage.hostView([], signal),
      vantage.resolverConfig('localhost', signal),
    ]);
    const inCluster = resolver.search.some((domain) => domain.startsWith('svc.') || domain.includes('.svc.'));
    const nameservers = resolver.nameservers.filter((server) => parseIp(server) !== undefined);
    return { at: world.now(), vantage: vantage.identity, host, inCluster, nameservers };
  });
}

import * as z from 'zod';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { AddressText } from '../../core/plain-text.ts';
import { ReadFailure, Whereabouts } from '../../core/world/kubernetes.ts';

const Place = z.object({ namespace: ObjectName, name: ObjectName });

/** An Ingress or HTTPRoute that takes a host. */
export const Entrance = Place.extend({
  kind: z.enum(['Ingress', 'HTTPRoute']),
  /** The addresses that its status has; none are known of an HTTPRoute. */
  addresses: z.array(AddressText),
  /** The class of an Ingress. */
  className: ObjectName.optional(),
  /** The Gateways of an HTTPRoute. */
  gateways: z.array(Place),
});
export type Entrance = z.infer<typeof Entrance>;

/** The pods that pass requests on for an entrance. */
export const Controller = z.object({
  /** One of its pods that runs, or would be made. */
  pod: Place.optional(),
  found: z.int(),
  /** The Service in front of the pods, where it was found by that. */
  service: Place.optional(),
  /** A balancer outside of the cluster does it; there are no pods. */
  outside: z.literal(true).optional(),
});
export type Controller = z.infer<typeof Controller>;

/** What of a cluster takes a URL's host. */
export const Entrances = z.object({
  source: Whereabouts.shape.source,
  /** Ingresses and HTTPRoutes that have a rule for the host. */
  naming: z.int(),
  entrance: Entrance.optional(),
  controller: Controller.optional(),
  /** Nothing names the host, and the address that was asked is that of this Ingress. */
  sharing: Entrance.optional(),
  /** NetworkPolicies of the backend's namespace; counted only where no pod is known that they are judged for. */
  policies: z.int().optional(),
  /** What could not be read. */
  failures: z.array(ReadFailure),
});
export type Entrances = z.infer<typeof Entrances>;

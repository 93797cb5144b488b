import * as z from 'zod';
import { EndpointSlice } from '../../core/kubernetes/endpoint-slice.ts';
import { Event } from '../../core/kubernetes/event.ts';
import { Gateway, HttpRoute, ReferenceGrant } from '../../core/kubernetes/gateway.ts';
import { Ingress, IngressClass } from '../../core/kubernetes/ingress.ts';
import { DestinationRule, PeerAuthentication } from '../../core/kubernetes/istio.ts';
import { Namespace } from '../../core/kubernetes/namespace.ts';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { Pod } from '../../core/kubernetes/pod.ts';
import { Service } from '../../core/kubernetes/service.ts';
import { Workload } from '../../core/kubernetes/workload.ts';
import { ReadFailure, Whereabouts } from '../../core/world/kubernetes.ts';

/** One object, or why it could not be read. */
export const one = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ object: shape.optional(), failure: ReadFailure.optional() });

/** Objects, or why they could not be read. */
export const many = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({
    objects: z.array(shape),
    /** All that were found; more than are kept here where there are many. */
    found: z.int(),
    /** There are more than were read. */
    truncated: z.literal(true).optional(),
    failure: ReadFailure.optional(),
  });

/** Where a Service was looked for that is not there. */
export const Absent = z.object({
  namespace: one(Namespace),
  /** Services of this name in other namespaces. */
  elsewhere: many(Service),
  /** Services of the namespace. */
  neighbours: many(Service),
  /** Pods of the namespace that carry the name. */
  pods: many(Pod),
});
export type Absent = z.infer<typeof Absent>;

/** An Ingress or HTTPRoute that was asked about, with what decides whether it is in force. */
export const Entrance = z.object({
  ingress: one(Ingress).optional(),
  classes: many(IngressClass).optional(),
  /** Ingresses of other names that have a rule for the URL; looked for where this one has none. */
  others: many(Ingress).optional(),
  route: one(HttpRoute).optional(),
  /** The Gateways that the route names, in its order. */
  gateways: z.array(one(Gateway)).optional(),
  /** ReferenceGrants of the backend's namespace, where that is another. */
  grants: many(ReferenceGrant).optional(),
});
export type Entrance = z.infer<typeof Entrance>;

export const Observation = z.object({
  cluster: Whereabouts,
  /** Requests sent to the API server. */
  requests: z.int(),
  entrance: Entrance.optional(),
  /** Absent where an entrance leads to no Service that could be read. */
  service: one(Service).optional(),
  absent: Absent.optional(),
  slices: many(EndpointSlice).optional(),
  /** Pods that the selector matches, those that are not ready first. */
  pods: many(Pod).optional(),
  /** Pods of the namespace that the selector does not match, the closest first; only where it matches none. */
  closest: many(Pod).optional(),
  /** Workloads of the namespace whose pods the selector would match, or nearly; only where it matches none. */
  workloads: many(Workload).optional(),
  /** What was said of pods that are not ready, the newest first. */
  events: many(Event).optional(),
  /** Nodes of the cluster by name; only where traffic stays on a node. */
  nodes: many(ObjectName).optional(),
  /** The source's pods and the nodes that they run on. */
  source: z
    .object({
      nodes: z.array(ObjectName),
      pods: z.int(),
      /** A few of its pods. */
      sample: z.array(Pod),
      failure: ReadFailure.optional(),
    })
    .optional(),
  /** What an Istio mesh says of both ends; only where one of them takes part in it. */
  mesh: z.object({ peers: many(PeerAuthentication), rules: many(DestinationRule) }).optional(),
  /** The Service that an ExternalName points to, where it is one of the cluster. */
  pointsTo: one(Service).optional(),
});
export type Observation = z.infer<typeof Observation>;

import * as z from 'zod';
import { list, maybe } from './lenient.ts';
import { Arn, HostName, PlaceWord, ResourceId, StateWord } from './resource-name.ts';

const Port = maybe(z.int());

/** An application, network or gateway load balancer. */
export const LoadBalancer = z.object({
  LoadBalancerArn: Arn,
  LoadBalancerName: ResourceId,
  DNSName: maybe(HostName),
  Type: maybe(StateWord),
  Scheme: maybe(StateWord),
  VpcId: maybe(ResourceId),
  State: maybe(z.object({ Code: maybe(StateWord) })),
  AvailabilityZones: list(z.object({ ZoneName: maybe(PlaceWord), SubnetId: maybe(ResourceId) })),
  SecurityGroups: list(ResourceId),
});
export type LoadBalancer = z.infer<typeof LoadBalancer>;

const Action = z.object({
  Type: maybe(StateWord),
  TargetGroupArn: maybe(Arn),
  ForwardConfig: maybe(z.object({ TargetGroups: list(z.object({ TargetGroupArn: maybe(Arn) })) })),
});

/** A port that a load balancer listens on, and where it forwards to by default. */
export const Listener = z.object({
  ListenerArn: Arn,
  LoadBalancerArn: maybe(Arn),
  Port,
  Protocol: maybe(StateWord),
  DefaultActions: list(Action),
});
export type Listener = z.infer<typeof Listener>;

/** A set of targets. */
export const TargetGroup = z.object({
  TargetGroupArn: Arn,
  TargetGroupName: ResourceId,
  Protocol: maybe(StateWord),
  Port,
  VpcId: maybe(ResourceId),
  TargetType: maybe(StateWord),
  HealthCheckProtocol: maybe(StateWord),
  HealthCheckPort: maybe(z.string().regex(/^[a-z0-9-]{1,20}$/)),
  HealthCheckPath: maybe(z.string().max(1024)),
  LoadBalancerArns: list(Arn),
});
export type TargetGroup = z.infer<typeof TargetGroup>;

/** One target and what the balancer thinks of it. */
export const TargetHealth = z.object({
  Target: z.object({
    Id: z.string().regex(/^[A-Za-z0-9_.:/-]{1,512}$/),
    Port,
    AvailabilityZone: maybe(PlaceWord),
  }),
  HealthCheckPort: maybe(z.string().regex(/^[a-z0-9-]{1,20}$/)),
  TargetHealth: z.object({ State: StateWord, Reason: maybe(StateWord) }),
});
export type TargetHealth = z.infer<typeof TargetHealth>;

/** An attribute of a target group, e.g. `preserve_client_ip.enabled`. */
export const TargetGroupAttribute = z.object({
  Key: z.string().max(256),
  Value: maybe(z.string().max(256)),
});
export type TargetGroupAttribute = z.infer<typeof TargetGroupAttribute>;

import { awsCalls } from '../../../core/aws/calls.ts';
import type { LoadBalancer, TargetGroup, TargetHealth } from '../../../core/aws/load-balancer.ts';
import { chainOf } from './chain.ts';
import type { Journey } from './journey.ts';
import { blind, type Checkpoint, type Judged } from './checkpoint.ts';
import { byAddress } from './ends/by-address.ts';
import { findEnds } from './ends/find-ends.ts';
import type { Found } from './ends/found.ts';
import { type Estate, isGap } from './estate.ts';
import type { Place } from './place.ts';
import { preserved } from './preserved.ts';
import { rangeOf, rangeText } from './range.ts';
import { healthOf } from './target-health.ts';

/** Target groups and targets that are walked to, of each kind the first ones. */
const GROUPS = 2;
const TARGETS = 3;
const EPHEMERAL = { from: 1024, to: 65_535 };

/** What lies behind a balancer: its listener, the health of its targets, and a leg to each of them. */
export function behindBalancer(
  estate: Estate,
  journey: Journey,
  balancer: LoadBalancer,
  front: Place,
): Checkpoint[] {
  const { flow, leg } = journey;
  const at = (judged: Judged, onLeg = leg): Checkpoint => ({ ...judged, leg: onLeg, direction: 'forward' });
  const name = balancer.LoadBalancerName;
  const listeners = estate.all(awsCalls.listeners, 'LoadBalancerArn', balancer.LoadBalancerArn);
  if (isGap(listeners))
    return [at(blind('lb_listener', name, `The listeners of ${name} were not seen`, listeners))];
  const listener = listeners.find(({ Port }) => Port === flow.port);
  const look = `aws elbv2 describe-listeners --load-balancer-arn ${balancer.LoadBalancerArn}`;
  const ports = listeners.flatMap(({ Port }) => Port ?? []).join(', ');
  const evidence = [`elasticloadbalancing:DescribeListeners ${name} Port: ${ports || 'none'}`];
  const base = { kind: 'lb_listener', resource: name, evidence, look } as const;
  if (!listener) {
    return [
      at({
        ...base,
        verdict: 'deny',
        code: 'lb.no-listener',
        native: 'ELBV2_LISTENERS_MISMATCH',
        said: `Balancer ${name} listens on ${ports || 'no port'}, not on ${flow.port}`,
        advice: `Use a port that ${name} listens on, or add a listener for ${flow.port}.`,
      }),
    ];
  }
  const arns = listener.DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
    ...(ForwardConfig?.TargetGroups ?? []).flatMap((one) => one.TargetGroupArn ?? []),
  ]);
  return [
    at({ ...base, verdict: 'allow', said: `Balancer ${name} listens on ${flow.port}` }),
    ...[...new Set(arns)].slice(0, GROUPS).flatMap((arn) => behindGroup(estate, journey, front, arn)),
  ];
}

function behindGroup(estate: Estate, journey: Journey, front: Place, arn: string): Checkpoint[] {
  const leg = journey.leg + 1;
  const at = (judged: Judged): Checkpoint => ({ ...judged, leg, direction: 'forward' });
  const group = estate.one(awsCalls.targetGroups, 'TargetGroupArns', arn);
  const health = estate.all(awsCalls.targetHealth, 'TargetGroupArn', arn);
  const keeps = isGap(group) ? group : preserved(estate, group);
  if (isGap(group)) return [at(blind('lb_target', arn, 'The target group was not seen', group))];
  const name = group.TargetGroupName;
  if (isGap(health)) return [at(blind('lb_target', name, `The targets of ${name} were not seen`, health))];
  const walks = health
    .slice(0, TARGETS)
    .map((target) => behindTarget(estate, journey, front, group, target, keeps));
  return [at(healthOf(group, health)), ...walks.flatMap((walk) => amongOthers(walk, walks))];
}

function behindTarget(
  estate: Estate,
  journey: Journey,
  front: Place,
  group: TargetGroup,
  { Target: target }: TargetHealth,
  keeps: ReturnType<typeof preserved>,
): Checkpoint[] {
  const leg = journey.leg + 1;
  const found = targetEnds(estate, group, target.Id, front);
  const [destination] = found.ends;
  const at = (judged: Judged): Checkpoint => ({ ...judged, leg, direction: 'forward' });
  if (!destination)
    return found.gap
      ? [at(blind('lb_target', target.Id, `Target ${target.Id} was not seen`, found.gap))]
      : [];
  const port = target.Port ?? group.Port ?? journey.flow.port;
  const flow = { ...journey.flow, port, clientPorts: EPHEMERAL };
  const plain = chainOf(estate, { flow, source: front, destination, leg });
  if (keeps === false) return plain;
  if (isGapped(keeps))
    return [
      at(
        blind(
          'lb_target',
          group.TargetGroupName,
          'Whether the client’s address is preserved was not seen',
          keeps,
        ),
      ),
      ...plain,
    ];
  const { source } = journey;
  // The target sees the client's address; the balancer's groups can still be named.
  const client: Place = {
    ...front,
    range: source.range,
    name: `${source.kind === 'place' ? source.name : source.name} through ${front.name}`,
  };
  const seen = chainOf(estate, { flow, source: client, destination, leg });
  return plain.map((one) => {
    const other = seen.find((two) => keyOf(two) === keyOf(one));
    const seesClient =
      one.direction === 'forward' && (one.kind === 'dst_fw_ingress' || one.kind === 'subnet_fw_in');
    if (!other || !seesClient) return one;
    const trustsBalancerOnly =
      one.kind === 'dst_fw_ingress' && one.verdict === 'allow' && other.verdict !== 'allow';
    return trustsBalancerOnly && other.code !== undefined
      ? {
          ...other,
          code: 'firewall.lb-client-ip' as const,
          native: 'ELBV2_SOURCE_ADDRESS_PRESERVATION',
          said: `${other.said}: the target sees the client's address ${rangeText(source.range)}, not the balancer's`,
        }
      : other;
  });
}

/** A target that is refused leaves the others: what refuses it refuses a part. */
function amongOthers(
  walk: readonly Checkpoint[],
  all: readonly (readonly Checkpoint[])[],
): readonly Checkpoint[] {
  const others = all.filter((one) => one !== walk && one.every(({ verdict }) => verdict !== 'deny'));
  if (others.length === 0) return walk;
  return walk.map((one) => (one.verdict === 'deny' ? { ...one, verdict: 'partial' as const } : one));
}

const keyOf = ({ kind, direction }: Checkpoint): string => `${kind} ${direction}`;
const isGapped = (keeps: ReturnType<typeof preserved>): keeps is Exclude<typeof keeps, boolean> =>
  typeof keeps === 'object';

function targetEnds(estate: Estate, { TargetType, VpcId }: TargetGroup, id: string, front: Place): Found {
  const hints = { family: front.range.family, vpc: VpcId ?? front.vpc, near: [front.vpc] };
  if (TargetType === 'instance') return findEnds(estate, { kind: 'instance', id }, hints);
  const range = rangeOf(id);
  // An address target may lie outside the VPC.
  if (range) return byAddress(estate, range, { ...hints, vpc: undefined });
  return {
    ends: [],
    gap: { gap: 'absent', why: `a target of type ${TargetType ?? 'unknown'} is not walked to` },
  };
}

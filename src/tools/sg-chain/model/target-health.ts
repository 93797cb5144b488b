import type { TargetGroup, TargetHealth } from '../../../core/aws/load-balancer.ts';
import type { Judged } from './checkpoint.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html has the states. */
const well = ({ TargetHealth: { State } }: TargetHealth): boolean => State === 'healthy';

/** What the balancer thinks of its targets. It is no verdict of ours: with none healthy it sends to all. */
export function healthOf(group: TargetGroup, targets: readonly TargetHealth[]): Judged {
  const name = group.TargetGroupName;
  const healthy = targets.filter(well).length;
  const look = `aws elbv2 describe-target-health --target-group-arn ${group.TargetGroupArn}`;
  const evidence = targets
    .slice(0, 5)
    .map(
      ({ Target, TargetHealth: { State, Reason } }) =>
        `elasticloadbalancing:DescribeTargetHealth ${name} ${Target.Id}: ${State}${Reason === undefined ? '' : `, ${Reason}`}`,
    );
  const base = { kind: 'lb_target', resource: name, evidence, look } as const;
  const count = `${healthy} of ${targets.length} targets of ${name} are healthy`;
  if (healthy === targets.length && healthy > 0) return { ...base, verdict: 'allow', said: count };
  const { HealthCheckProtocol = 'TCP', HealthCheckPort = 'traffic-port' } = group;
  return {
    ...base,
    verdict: targets.length === 0 ? 'deny' : 'partial',
    code: 'lb.unhealthy-target',
    ...(targets.length === 0 && { native: 'ELBV2_NO_TARGETS_IN_AZ' }),
    said: targets.length === 0 ? `Target group ${name} has no targets` : count,
    advice: `See that the target admits the health check (${HealthCheckProtocol} on ${HealthCheckPort}) from the balancer, and answers it.`,
  };
}

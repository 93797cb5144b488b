import { awsCalls } from '../../../core/aws/calls.ts';
import type { TargetGroup } from '../../../core/aws/load-balancer.ts';
import { type Estate, type Gap, isGap } from './estate.ts';

const ATTRIBUTE = 'preserve_client_ip.enabled';

/**
 * Whether the targets of a network balancer see the client's address: by the attribute, else by default for instances and UDP, not
 * for addresses over TCP and TLS (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html).
 * An application balancer never keeps it.
 */
export function preserved(estate: Estate, group: TargetGroup): boolean | Gap {
  const protocol = group.Protocol ?? '';
  if (protocol === 'HTTP' || protocol === 'HTTPS') return false;
  const attributes = estate.all(awsCalls.targetGroupAttributes, 'TargetGroupArn', group.TargetGroupArn);
  if (isGap(attributes)) return attributes;
  const value = attributes.find(({ Key }) => Key === ATTRIBUTE)?.Value;
  if (value !== undefined) return value === 'true';
  return group.TargetType === 'instance' || protocol === 'UDP' || protocol === 'TCP_UDP';
}

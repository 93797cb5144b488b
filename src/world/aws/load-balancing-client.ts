import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type ClientConfig, type ServiceClient, serviceClient } from './service-client.ts';

/** Every command that is sent to this service. */
export const openLoadBalancing = (config: ClientConfig): ServiceClient =>
  serviceClient(new ElasticLoadBalancingV2Client(config), {
    DescribeListeners: DescribeListenersCommand,
    DescribeLoadBalancers: DescribeLoadBalancersCommand,
    DescribeTargetGroupAttributes: DescribeTargetGroupAttributesCommand,
    DescribeTargetGroups: DescribeTargetGroupsCommand,
    DescribeTargetHealth: DescribeTargetHealthCommand,
  });

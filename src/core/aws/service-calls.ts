import type { AwsCall, AwsService, Selector } from './call.ts';
import { FunctionConfiguration } from './compute.ts';
import { DbCluster, DbInstance, DbProxy } from './database.ts';
import { Listener, LoadBalancer, TargetGroup, TargetGroupAttribute, TargetHealth } from './load-balancer.ts';
import type * as z from 'zod';

const call = <T>(
  service: AwsService,
  action: string,
  key: string,
  shape: z.ZodType<T>,
  by: Readonly<Record<string, Selector>>,
  paged = false,
): AwsCall<T> => ({ service, action, key, many: key !== '', paged, by, shape });

const one = (path?: string): Selector => ({ how: 'one', ...(path !== undefined && { path }) });

/** The calls of RDS, Elastic Load Balancing (v2) and Lambda. */
export const serviceCalls = {
  dbInstances: call('rds', 'DescribeDBInstances', 'DBInstances', DbInstance, {
    DBInstanceIdentifier: one('DBInstanceIdentifier'),
  }),
  dbClusters: call('rds', 'DescribeDBClusters', 'DBClusters', DbCluster, {
    DBClusterIdentifier: one('DBClusterIdentifier'),
  }),
  dbProxies: call('rds', 'DescribeDBProxies', 'DBProxies', DbProxy, { DBProxyName: one('DBProxyName') }),
  loadBalancers: call('elasticloadbalancing', 'DescribeLoadBalancers', 'LoadBalancers', LoadBalancer, {
    Names: { how: 'list', path: 'LoadBalancerName' },
  }),
  listeners: call(
    'elasticloadbalancing',
    'DescribeListeners',
    'Listeners',
    Listener,
    { LoadBalancerArn: one('LoadBalancerArn') },
    true,
  ),
  targetGroups: call('elasticloadbalancing', 'DescribeTargetGroups', 'TargetGroups', TargetGroup, {
    TargetGroupArns: { how: 'list', path: 'TargetGroupArn' },
  }),
  targetGroupAttributes: call(
    'elasticloadbalancing',
    'DescribeTargetGroupAttributes',
    'Attributes',
    TargetGroupAttribute,
    { TargetGroupArn: one() },
  ),
  targetHealth: call(
    'elasticloadbalancing',
    'DescribeTargetHealth',
    'TargetHealthDescriptions',
    TargetHealth,
    { TargetGroupArn: one() },
  ),
  functions: call('lambda', 'GetFunctionConfiguration', '', FunctionConfiguration, {
    FunctionName: one('FunctionName'),
  }),
} as const;

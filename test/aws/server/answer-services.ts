import type { Account, Json } from '../scene.ts';
import { paged } from './answer-ec2.ts';
import { type Asked, listed } from './query.ts';
import { Refusal } from './refusal.ts';

type Service = (of: Account, parameters: URLSearchParams, pageSize: number) => object;

/** By one identifier: what RDS does with none of that name. */
const byIdentifier =
  (action: string, key: string, name: string, unknown: string): Service =>
  (of, parameters, pageSize) => {
    const wanted = parameters.get(name);
    const held = of[action] ?? [];
    const found = wanted === null ? held : held.filter((one) => one[name] === wanted);
    if (wanted !== null && found.length === 0) throw new Refusal(404, unknown, `${wanted} not found`);
    const { objects, next } = paged(found, parameters, 100, pageSize, {
      size: 'MaxRecords',
      token: 'Marker',
    });
    return { [key]: objects, ...(next !== undefined && { Marker: next }) };
  };

/** By a list of names or ARNs: what Elastic Load Balancing does when one of them is not there. */
const byList =
  (action: string, key: string, list: string, field: string, unknown: string): Service =>
  (of, parameters) => {
    const wanted = listed(parameters, list);
    const held = of[action] ?? [];
    const found = wanted.length === 0 ? held : held.filter((one) => wanted.includes(String(one[field])));
    if (found.length < wanted.length) throw new Refusal(400, unknown, `${wanted.join(', ')} not found`);
    return { [key]: found };
  };

/** What a file of the dump holds for one target group, by the group's name. */
const ofTargetGroup =
  (action: string, key: string): Service =>
  (of, parameters) => {
    const arn = parameters.get('TargetGroupArn') ?? '';
    const held = of[`${action}.${/:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? ''}`];
    if (!held) throw new Refusal(400, 'TargetGroupNotFound', `${arn} not found`);
    return { [key]: held };
  };

const listeners: Service = (of, parameters, pageSize) => {
  const arn = parameters.get('LoadBalancerArn');
  const found = (of['DescribeListeners'] ?? []).filter((one) => one['LoadBalancerArn'] === arn);
  const { objects, next } = paged(found, parameters, 400, pageSize, { size: 'PageSize', token: 'Marker' });
  return { Listeners: objects, ...(next !== undefined && { NextMarker: next }) };
};

const lambda: Service = (of, parameters) => {
  const name = parameters.get('FunctionName') ?? '';
  const [found]: Json[] = of[`GetFunctionConfiguration.${name}`] ?? [];
  if (!found) throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);
  return found;
};

/** RDS, Elastic Load Balancing and Lambda, as far as something asks them. */
export const services: Readonly<Record<string, Service>> = {
  DescribeDBInstances: byIdentifier(
    'DescribeDBInstances',
    'DBInstances',
    'DBInstanceIdentifier',
    'DBInstanceNotFound',
  ),
  DescribeDBClusters: byIdentifier(
    'DescribeDBClusters',
    'DBClusters',
    'DBClusterIdentifier',
    'DBClusterNotFoundFault',
  ),
  DescribeDBProxies: byIdentifier('DescribeDBProxies', 'DBProxies', 'DBProxyName', 'DBProxyNotFoundFault'),
  DescribeLoadBalancers: byList(
    'DescribeLoadBalancers',
    'LoadBalancers',
    'Names',
    'LoadBalancerName',
    'LoadBalancerNotFound',
  ),
  DescribeTargetGroups: byList(
    'DescribeTargetGroups',
    'TargetGroups',
    'TargetGroupArns',
    'TargetGroupArn',
    'TargetGroupNotFound',
  ),
  DescribeListeners: listeners,
  DescribeTargetHealth: ofTargetGroup('DescribeTargetHealth', 'TargetHealthDescriptions'),
  DescribeTargetGroupAttributes: ofTargetGroup('DescribeTargetGroupAttributes', 'Attributes'),
  GetFunctionConfiguration: lambda,
};

/** The answer of a service that is not EC2. */
export function answerService(of: Account, { action, parameters }: Asked, pageSize: number): object {
  const service = services[action];
  if (!service) throw new Refusal(400, 'InvalidAction', `${action} is not known`);
  return service(of, parameters, pageSize);
}

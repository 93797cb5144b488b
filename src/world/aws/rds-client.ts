import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBProxiesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { type ClientConfig, type ServiceClient, serviceClient } from './service-client.ts';

/** Every command that is sent to this service. */
export const openRds = (config: ClientConfig): ServiceClient =>
  serviceClient(new RDSClient(config), {
    DescribeDBClusters: DescribeDBClustersCommand,
    DescribeDBInstances: DescribeDBInstancesCommand,
    DescribeDBProxies: DescribeDBProxiesCommand,
  });

import * as z from 'zod';
import { list, maybe } from './lenient.ts';
import { HostName, ResourceId, StateWord } from './resource-name.ts';

const Groups = list(z.object({ VpcSecurityGroupId: ResourceId, Status: maybe(StateWord) }));
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,254}$/);

/** An RDS instance: where it listens and where its interfaces may be. */
export const DbInstance = z.object({
  DBInstanceIdentifier: name,
  DBInstanceStatus: maybe(StateWord),
  PubliclyAccessible: maybe(z.boolean()),
  Endpoint: maybe(z.object({ Address: maybe(HostName), Port: maybe(z.int()) })),
  VpcSecurityGroups: Groups,
  DBSubnetGroup: maybe(
    z.object({
      VpcId: maybe(ResourceId),
      Subnets: list(z.object({ SubnetIdentifier: ResourceId })),
    }),
  ),
});
export type DbInstance = z.infer<typeof DbInstance>;

/** An RDS or Aurora cluster; its instances are asked for by its name. */
export const DbCluster = z.object({
  DBClusterIdentifier: name,
  Status: maybe(StateWord),
  Endpoint: maybe(HostName),
  ReaderEndpoint: maybe(HostName),
  Port: maybe(z.int()),
  VpcSecurityGroups: Groups,
  DBClusterMembers: list(z.object({ DBInstanceIdentifier: name, IsClusterWriter: maybe(z.boolean()) })),
});
export type DbCluster = z.infer<typeof DbCluster>;

/** An RDS proxy. */
export const DbProxy = z.object({
  DBProxyName: name,
  Status: maybe(StateWord),
  VpcId: maybe(ResourceId),
  VpcSecurityGroupIds: list(ResourceId),
  VpcSubnetIds: list(ResourceId),
  Endpoint: maybe(HostName),
});
export type DbProxy = z.infer<typeof DbProxy>;

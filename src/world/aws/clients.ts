import type { AwsService } from '../../core/aws/call.ts';
import type { AwsPlace } from '../../core/world/aws.ts';
import type { ClientConfig, ServiceClient } from './service-client.ts';

/** What a service module exports, each loaded when its service is first asked. */
const OPEN: Readonly<Record<AwsService, () => Promise<(config: ClientConfig) => ServiceClient>>> = {
  ec2: async () => (await import('./ec2-client.ts')).openEc2,
  rds: async () => (await import('./rds-client.ts')).openRds,
  elasticloadbalancing: async () => (await import('./load-balancing-client.ts')).openLoadBalancing,
  lambda: async () => (await import('./lambda-client.ts')).openLambda,
};

/** Clients by service, profile and Region: kept, for their connections and what they learnt of throttling. */
export function clients(): (service: AwsService, place: AwsPlace) => Promise<ServiceClient> {
  const open = new Map<string, Promise<ServiceClient>>();
  return (service, { profile, region }) => {
    const key = JSON.stringify([service, profile, region]);
    const known =
      open.get(key) ??
      OPEN[service]().then((make) =>
        make({
          ...(profile !== undefined && { profile }),
          ...(region !== undefined && { region }),
          retryMode: 'adaptive',
          maxAttempts: 40,
          requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
        }),
      );
    open.set(key, known);
    return known;
  };
}

import { vi } from 'vitest';
import type { Aws } from '../../src/core/world/aws.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { environment } from './moto.ts';
import type { Account } from './scene.ts';
import { type AwsServer, type Faults, withAwsServer } from './server/aws-server.ts';

export const REGION = 'eu-west-1';

/** The reader of live accounts against a local server that has this one, by the SDK's own environment variables. */
export const overWire = <T>(
  of: Account,
  use: (aws: Aws, server: AwsServer) => Promise<T>,
  faults: Faults = {},
): Promise<T> =>
  withAwsServer(
    { [REGION]: of },
    async (server) => {
      for (const [name, value] of Object.entries(environment(server.endpoint))) vi.stubEnv(name, value);
      return use(liveAws(), server);
    },
    faults,
  );

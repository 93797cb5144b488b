import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type ClientConfig, type ServiceClient, serviceClient } from './service-client.ts';

/** Every command that is sent to this service. */
export const openLambda = (config: ClientConfig): ServiceClient =>
  serviceClient(new LambdaClient(config), {
    GetFunctionConfiguration: GetFunctionConfigurationCommand,
  });

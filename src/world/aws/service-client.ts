/** How every client of a service is made. Credentials come by the SDK's own default chain. */
export interface ClientConfig {
  readonly profile?: string;
  readonly region?: string;
  /** Adaptive: what a service throttles is asked again, ever slower. */
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/** A service of AWS by the names of its actions: those of core/aws/calls.ts and no others. */
export interface ServiceClient {
  /** The answer as the SDK gives it. Rejects with the SDK's errors, and with an abort when `signal` fires. */
  send(action: string, input: object, signal: AbortSignal): Promise<object>;
  destroy(): void;
}

interface Client {
  send(command: never, options: { abortSignal: AbortSignal }): Promise<object>;
  destroy(): void;
}

/** A service over the SDK's client and the commands that may be sent; any other action is refused. */
export const serviceClient = (
  client: Client,
  commands: Readonly<Record<string, new (input: never) => object>>,
): ServiceClient => ({
  async send(action, input, signal) {
    const Command = commands[action];
    if (!Command) throw new TypeError(`${action} is not among the calls that are made.`);
    // The input was made for this action, and the command belongs to this client.
    return client.send(new Command(input as never) as never, { abortSignal: signal });
  },
  destroy: () => client.destroy(),
});

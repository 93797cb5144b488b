import { explainError } from './explain-error.ts';

/** What is not throttling is tried again so often. */
const TRIES = 4;

/** How every client of a service is made. Credentials come by the SDK's own default chain. */
export interface ClientConfig {
  readonly profile?: string;
  readonly region?: string;
  /** Adaptive: what a service throttles is asked again, ever slower, as long as the reader waits. */
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/** A service of AWS by the names of its actions: those of core/aws/calls.ts and no others. */
export interface ServiceClient {
  /**
   * The answer as the SDK gives it; `sent` is called for every request, repeated ones too. Rejects with the SDK's errors; when `signal`
   * fires, with what went wrong before, if anything did: that is why it took so long.
   */
  send(action: string, input: object, signal: AbortSignal, sent: () => void): Promise<object>;
  destroy(): void;
}

interface Client {
  send(command: never, options: { abortSignal: AbortSignal }): Promise<object>;
  destroy(): void;
}

type Step = (args: never) => Promise<object>;
interface Command {
  readonly middlewareStack: {
    add(step: (next: Step) => Step, at: { step: 'finalizeRequest'; priority: 'low'; name: string }): void;
  };
}

/** An error that the SDK does not know, and so does not repeat. */
class GivenUp extends Error {}

/** A service over the SDK's client and the commands that may be sent; any other action is refused. */
export const serviceClient = (
  client: Client,
  commands: Readonly<Record<string, new (input: never) => object>>,
): ServiceClient => ({
  async send(action, input, signal, sent) {
    const Sendable = commands[action];
    if (!Sendable) throw new TypeError(`${action} is not among the calls that are made.`);
    // The input was made for this action, and the command belongs to this client.
    const command = new Sendable(input as never) as Command;
    let before: unknown;
    let failures = 0;
    const watched =
      (next: Step): Step =>
      async (args) => {
        sent();
        try {
          return await next(args);
        } catch (error) {
          if (signal.aborted) throw error;
          before = error;
          const isThrottled = explainError(error).reason === 'throttled';
          throw isThrottled || ++failures < TRIES ? error : new GivenUp('tried often enough');
        }
      };
    // Inside of the step that repeats what failed.
    command.middlewareStack.add(watched, { step: 'finalizeRequest', priority: 'low', name: 'watched' });
    try {
      return await client.send(command as never, { abortSignal: signal });
    } catch (error) {
      throw signal.aborted || error instanceof GivenUp ? (before ?? error) : error;
    }
  },
  destroy: () => client.destroy(),
});

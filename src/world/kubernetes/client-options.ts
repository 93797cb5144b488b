import type { RequestOptions } from 'node:https';
import { asClientConfig } from './kubeconfig/as-client-config.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import { ReadProblem } from './read-problem.ts';

/** What the Kubernetes client fills in for a request. */
export type TlsRequestOptions = RequestOptions & {
  ca?: string | Buffer;
  cert?: string | Buffer;
  key?: string | Buffer;
  servername?: string;
  rejectUnauthorized?: boolean;
};

/**
 * TLS material, headers and, with an HTTP proxy on the way, an agent, from the client's own reading of a context. Throws
 * ReadProblem('credentials'), or the reason of `signal`.
 */
export async function clientOptions(
  context: ChosenContext,
  proxy: string | undefined,
  signal: AbortSignal,
): Promise<TlsRequestOptions> {
  const options: TlsRequestOptions = {};
  const { promise: calledOff, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const config = asClientConfig(context, proxy);
    await Promise.race([config.applyToHTTPSOptions(options), calledOff]);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ReadProblem('credentials', `the credentials of the kubeconfig cannot be used${code}`, {
      said: error instanceof Error ? error.message : undefined,
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return options;
}

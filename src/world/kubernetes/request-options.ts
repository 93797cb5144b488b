import { Agent as HttpAgent, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { VERSION } from '../../core/version.ts';
import { proxyFor } from '../../core/no-proxy.ts';
import { proxyEnvironment } from '../vantage/local/proxy-environment.ts';
import { execCredential, type ExecCredential } from './exec-credential.ts';
import { asClientConfig } from './kubeconfig/as-client-config.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import { ReadProblem } from './read-problem.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What every request to a cluster carries: credentials, trust and way. `until` (ISO 8601): credentials expire then. */
export interface Approach {
  readonly options: RequestOptions;
  readonly until: string | undefined;
}

/** Makes the options for requests by one context: runs its credential plugin where it has one. Throws ReadProblem. */
export async function approach(context: ChosenContext, env: Env, signal: AbortSignal): Promise<Approach> {
  const { user } = context;
  const provider = user['auth-provider']?.name;
  if (provider !== undefined && provider !== 'oidc')
    throw new ReadProblem(
      'credentials',
      'the kubeconfig uses an auth-provider that Kubernetes 1.26 removed: use its credential plugin',
      { said: provider },
    );
  const credential = user.exec ? await execCredential(context, user.exec, env, signal) : undefined;
  const options = await clientOptions(context, env, signal);
  return { options: withCredential(options, context, credential), until: credential?.expirationTimestamp };
}

/** TLS material and headers from the client; its agent only where a proxy is on the way, as its agents keep no connection. */
async function clientOptions(
  context: ChosenContext,
  env: Env,
  signal: AbortSignal,
): Promise<TlsRequestOptions> {
  const proxy = proxyFromEnvironment(context.server, env);
  const options: TlsRequestOptions = {};
  try {
    const config = asClientConfig(context, proxy);
    await Promise.race([config.applyToHTTPSOptions(options), rejection(signal)]);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ReadProblem('credentials', `the credentials of the kubeconfig cannot be used${code}`, {
      said: error instanceof Error ? error.message : undefined,
    });
  }
  const direct = proxy === undefined && context.cluster['proxy-url'] === undefined;
  if (direct) delete options.agent;
  return options;
}

type TlsRequestOptions = RequestOptions & {
  ca?: string | Buffer;
  cert?: string | Buffer;
  key?: string | Buffer;
  servername?: string;
  rejectUnauthorized?: boolean;
};

function withCredential(
  options: TlsRequestOptions,
  { server, user }: ChosenContext,
  credential: ExecCredential | undefined,
): RequestOptions {
  const { agent, ca, cert, key, servername, rejectUnauthorized, auth } = options;
  const groups = user['as-groups'] ?? [];
  const headers = {
    ...options.headers,
    'User-Agent': `layerwalk/${VERSION}`,
    ...(groups.length > 0 && { 'Impersonate-Group': [...groups] }),
    ...(credential?.token !== undefined && { Authorization: `Bearer ${credential.token}` }),
  };
  const tls = {
    ...(ca !== undefined && { ca }),
    ...given('cert', credential?.clientCertificateData ?? cert),
    ...given('key', credential?.clientKeyData ?? key),
    ...(servername !== undefined && { servername }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
  };
  const keepAlive = { keepAlive: true, maxSockets: 8, timeout: 60_000 };
  const own =
    server.protocol === 'http:' ? new HttpAgent(keepAlive) : new HttpsAgent({ ...keepAlive, ...tls });
  return { headers, agent: agent ?? own, ...tls, ...(typeof auth === 'string' && { auth }) };
}

const given = <K extends string>(key: K, value: string | Buffer | undefined) =>
  value === undefined ? {} : { [key]: value };

/** kubectl goes through the environment's proxy; so do we. */
function proxyFromEnvironment(server: URL, env: Env): string | undefined {
  const found = proxyFor(server.href, proxyEnvironment(env));
  if (!found) return undefined;
  const value = env[found.variable] ?? '';
  return value.includes('://') ? value : `http://${value}`;
}

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

import { Agent as HttpAgent, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { VERSION } from '../../core/version.ts';
import { clientOptions, type TlsRequestOptions } from './client-options.ts';
import { execCredential, type ExecCredential } from './exec-credential.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import { proxyOf } from './proxy.ts';
import { ReadProblem } from './read-problem.ts';
import { SocksAgent } from './socks-agent.ts';

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
  const proxy = proxyOf(context, env);
  const options = await clientOptions(context, isSocks(proxy) ? undefined : proxy, signal);
  return {
    options: withCredential(options, context, credential, proxy),
    until: credential?.expirationTimestamp,
  };
}

function withCredential(
  options: TlsRequestOptions,
  { server, user }: ChosenContext,
  credential: ExecCredential | undefined,
  proxy: string | undefined,
): RequestOptions {
  const { agent, ca, cert, key, servername, rejectUnauthorized, auth } = options;
  const groups = user['as-groups'] ?? [];
  const headers = {
    ...options.headers,
    'User-Agent': `layerwalk/${VERSION}`,
    ...(groups.length > 0 && { 'Impersonate-Group': [...groups] }),
    ...(credential?.token !== undefined && { Authorization: `Bearer ${credential.token}` }),
  };
  const ownCert = credential?.clientCertificateData ?? cert;
  const ownKey = credential?.clientKeyData ?? key;
  const tls = {
    ...(ca !== undefined && { ca }),
    ...(ownCert !== undefined && { cert: ownCert }),
    ...(ownKey !== undefined && { key: ownKey }),
    ...(servername !== undefined && { servername }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
  };
  const kept = { keepAlive: true, maxSockets: 8, timeout: 60_000, ...tls };
  return {
    headers,
    // The client's agents keep no connection: they are taken only where a proxy needs them.
    agent: (proxy === undefined || isSocks(proxy) ? undefined : agent) ?? agentFor(server, proxy, kept),
    ...tls,
    ...(typeof auth === 'string' && { auth }),
  };
}

function agentFor(server: URL, proxy: string | undefined, kept: AgentOptions): HttpAgent {
  if (proxy !== undefined && isSocks(proxy)) return new SocksAgent(new URL(proxy), kept);
  return server.protocol === 'http:' ? new HttpAgent(kept) : new HttpsAgent(kept);
}

const isSocks = (proxy: string | undefined): boolean => /^socks/i.test(proxy ?? '');

import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { ChosenContext } from './chosen-context.ts';

// Removed from kubectl in 1.26; they would start programs without a deadline.
const OIDC = 'oidc';

/** One context as the Kubernetes client takes it. `proxy`: the HTTP proxy on the way, if any. */
export function asClientConfig(
  { name, clusterName, cluster, server, userName, user }: ChosenContext,
  proxyUrl: string | undefined,
): KubeConfig {
  const provider = user['auth-provider'];
  const tokenFile = user.tokenFile;
  const config = new KubeConfig();
  config.loadFromOptions({
    currentContext: name,
    contexts: [{ name, cluster: clusterName, user: userName }],
    clusters: [
      {
        name: clusterName,
        server: server.href,
        caFile: cluster['certificate-authority'],
        caData: cluster['certificate-authority-data'],
        tlsServerName: cluster['tls-server-name'],
        // The client asks for this word before it speaks http, which has no certificate to verify.
        skipTLSVerify: cluster['insecure-skip-tls-verify'] === true || server.protocol === 'http:',
        ...(proxyUrl !== undefined && { proxyUrl }),
      },
    ],
    users: [
      {
        name: userName,
        certFile: user['client-certificate'],
        certData: user['client-certificate-data'],
        keyFile: user['client-key'],
        keyData: user['client-key-data'],
        token: tokenFile === undefined ? user.token : undefined,
        username: user.username,
        password: user.password,
        impersonateUser: user.as,
        ...(tokenFile !== undefined && { authProvider: { name: 'tokenFile', config: { tokenFile } } }),
        ...(provider?.name === OIDC && { authProvider: { name: OIDC, config: { ...provider.config } } }),
      },
    ],
  });
  return config;
}

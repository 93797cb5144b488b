import type { Plugin } from 'esbuild';

const noAuthenticator = (name: string): string =>
  `export class ${name} { isAuthProvider() { return false; } }`;

/** What the Kubernetes client imports and Layerwalk never calls, and what stands for it. */
const UNUSED: Readonly<Record<string, string>> = {
  undici: 'export class Agent {} export class ProxyAgent {}',
  'js-yaml': 'export const load = undefined;',
  './gen/index.js': 'export class ServerConfiguration {} export const createConfiguration = undefined;',
  // Its client of SOCKS proxies is large: `world/kubernetes` has its own.
  'socks-proxy-agent': 'export class SocksProxyAgent {}',
  socks: 'export class SocksClient {}',
  // Removed from kubectl in 1.26, and refused here.
  './azure_auth.js': noAuthenticator('AzureAuth'),
  './gcp_auth.js': noAuthenticator('GoogleCloudPlatformAuth'),
};

/**
 * Leaves 1.4 MB out of the package: Layerwalk takes credentials, trust and proxies from the client's KubeConfig and sends its GETs by
 * node:https itself, so the client's generated API, its own HTTP stack and its reader of files are never called.
 */
export const onlyKubeconfig: Plugin = {
  name: 'only-kubeconfig',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, importer }) =>
      Object.hasOwn(UNUSED, path) && importer.includes('/@kubernetes/client-node/')
        ? { path, namespace: 'unused' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'unused' }, ({ path }) => ({ contents: UNUSED[path] ?? '' }));
  },
};

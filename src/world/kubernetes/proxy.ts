import { proxyFor } from '../../core/no-proxy.ts';
import { proxyEnvironment } from '../../core/proxy-environment.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';

/** The proxy to an API server: the one that the kubeconfig names, else the environment's, as kubectl takes them. */
export function proxyOf(
  { cluster, server }: ChosenContext,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (cluster['proxy-url'] !== undefined) return cluster['proxy-url'];
  const found = proxyFor(server.href, proxyEnvironment(env));
  if (!found) return undefined;
  // With its user and password: they are the user's own, for exactly this.
  const value = env[found.variable] ?? '';
  return value.includes('://') ? value : `http://${value}`;
}

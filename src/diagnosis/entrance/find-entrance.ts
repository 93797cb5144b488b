import { resources } from '../../core/kubernetes/resources.ts';
import type { Context } from '../../core/tool.ts';
import { askedUrl } from '../../tools/service-audit/entrance/asked-url.ts';
import { chooseEntrance } from './choose-entrance.ts';
import { controllerPods } from './controller-pods.ts';
import type { Entrances } from './entrances.ts';

/** What is asked of the cluster's entrances. */
export interface AskedEntrance {
  /** The URL that was answered, or would be asked. */
  readonly url: string;
  /** The addresses that the walk went to. */
  readonly addresses: readonly string[];
  readonly kubeContext: string | undefined;
}

/**
 * Finds the Ingress or HTTPRoute that takes a URL and the pods that pass its requests on: two lists over all namespaces, and for
 * one that is found some three requests more. A cluster that nobody named for this run is not asked.
 */
export function findEntrance(
  { steps, world, signal }: Context,
  { url, addresses, kubeContext: context }: AskedEntrance,
): Promise<Entrances> {
  const { kubernetes } = world;
  return steps.observe('diagnose', { target: url, part: 'entrances' }, async () => {
    const { source, chosen } = await kubernetes.where(context);
    if (source !== 'files' && chosen !== true) return { source, naming: 0, failures: [] };
    const [ingresses, routes] = await Promise.all([
      kubernetes.list({ context, resource: resources.ingresses }, signal),
      kubernetes.list({ context, resource: resources.httpRoutes }, signal),
    ]);
    const { backend, ...found } = chooseEntrance(
      ingresses.status === 'ok' ? ingresses.objects : [],
      routes.status === 'ok' ? routes.objects : [],
      askedUrl(url),
      addresses,
    );
    const asking = { world, signal };
    const { entrance } = found;
    const controller = entrance && (await controllerPods(asking, entrance, portOf(url), context));
    const { namespace } = backend ?? {};
    const policies =
      namespace === undefined || controller?.pod
        ? undefined
        : await kubernetes.list({ context, resource: resources.networkPolicies, namespace }, signal);
    return {
      source,
      ...found,
      ...(controller && { controller }),
      ...(policies?.status === 'ok' && { policies: policies.objects.length }),
      failures: [ingresses, routes].filter((one) => one.status === 'failed'),
    };
  });
}

const portOf = (url: string): number => {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
};

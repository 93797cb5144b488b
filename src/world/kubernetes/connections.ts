import type { Whereabouts } from '../../core/world/kubernetes.ts';
import { type Connection, connectionTo } from './connection.ts';
import { chooseContext } from './kubeconfig/chosen-context.ts';
import { configuration } from './kubeconfig/configuration.ts';
import type { Kubeconfig } from './kubeconfig/kubeconfig.ts';
import { ServedGroups } from './served-groups.ts';
import type { ServedVersions } from './served-versions.ts';

/** What start-up decides. */
export interface LiveOptions {
  /** The file of --kubeconfig. */
  readonly kubeconfig?: string | undefined;
  /** The context of --kube-context, for calls that name none; absent: the current one of the kubeconfig. */
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A connection and what was found out over it. */
export interface Link {
  readonly connection: Connection;
  readonly served: ServedVersions;
  readonly groups: ServedGroups;
}

/**
 * The connections of one run, one a context, each made when first needed. The kubeconfig is read once. Rejects with
 * ReadProblem.
 */
export function connections({
  kubeconfig,
  context: usual,
  env,
}: LiveOptions): (context?: string) => Promise<Link> {
  let read: Promise<Kubeconfig> | undefined;
  const links = new Map<string, Link>();
  return async (context) => {
    const chosen = chooseContext(await (read ??= configuration(kubeconfig, env)), context ?? usual);
    const kept = links.get(chosen.name);
    if (kept) return kept;
    const link: Link = {
      connection: connectionTo(chosen, env),
      served: new Map(),
      groups: new ServedGroups(),
    };
    links.set(chosen.name, link);
    return link;
  };
}

/** Which cluster a connection leads to. */
export function whereabouts({ connection }: Link): Whereabouts {
  const { name, namespace, server } = connection.context;
  const port = server.port || (server.protocol === 'http:' ? '80' : '443');
  return {
    source: 'live',
    server: `${server.hostname}:${port}`,
    ...(isName(name) && { context: name }),
    ...(namespace !== undefined && isName(namespace) && { namespace }),
  };
}

const isName = (text: string): boolean => /^[^\p{C}\p{Z}]{1,300}$/u.test(text);

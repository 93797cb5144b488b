import { ReadProblem } from '../read-problem.ts';
import type { ClusterEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';

/** One context with what it names. */
export interface ChosenContext {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly clusterName: string;
  readonly cluster: ClusterEntry;
  readonly server: URL;
  readonly userName: string;
  readonly user: UserEntry;
}

/** The context of that name, or the current one. Throws ReadProblem when there is none, or it names what is not there. */
export function chooseContext(config: Kubeconfig, asked: string | undefined): ChosenContext {
  const wanted = asked ?? config['current-context'];
  if (wanted === undefined)
    throw new ReadProblem('no-such-context', 'the kubeconfig names no current context', known(config));
  const context = config.contexts.find(({ name }) => name === wanted)?.context;
  if (!context) throw new ReadProblem('no-such-context', 'the kubeconfig has no such context', known(config));
  const cluster = config.clusters.find(({ name }) => name === context.cluster)?.cluster;
  if (!cluster)
    throw new ReadProblem('no-such-context', 'the context names a cluster that the kubeconfig does not hold');
  const user = config.users.find(({ name }) => name === context.user)?.user;
  if (!user && context.user !== undefined)
    throw new ReadProblem('credentials', 'the context names a user that the kubeconfig does not hold');
  return {
    name: wanted,
    namespace: context.namespace,
    clusterName: context.cluster,
    cluster,
    server: serverUrl(cluster.server),
    userName: context.user ?? '',
    user: user ?? {},
  };
}

const known = ({ contexts }: Kubeconfig): { said: string } => ({
  said: `contexts: ${contexts.map(({ name }) => name).join(', ')}`,
});

function serverUrl(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new ReadProblem('credentials', 'the server of the kubeconfig’s cluster is no http or https URL');
}

import { formatHostPort } from '../../../core/target/host-port.ts';
import { telling } from '../endpoints/outcome.ts';
import type { AgentSeen, ControlSeen } from './observation.ts';

/** The API server's virtual address and whether the source reaches it; undefined where no try says anything of it. */
export function apiServerAnswers(
  control: ControlSeen | undefined,
): { at: string; open: boolean } | undefined {
  const { apiServer } = control ?? {};
  if (!apiServer || telling([apiServer.answer]).length === 0) return undefined;
  const { address, port, answer } = apiServer;
  return { at: formatHostPort(address, port), open: answer.outcome === 'open' };
}

/** What is known of what makes Services work on the source's node: lines of evidence. */
export function agentLines(control: ControlSeen | undefined): string[] {
  const { agents } = control ?? {};
  if (!agents) return [];
  const { node, pods, failure } = agents;
  if (failure !== undefined) return [`what runs on ${node} could not be read: ${failure}`];
  if (pods.length === 0)
    return [`no pod of kube-proxy or a network plugin was found on ${node}: it may run outside of pods`];
  return pods.map((one) => agentText(one, node));
}

function agentText({ namespace, name, ready, restarts, waiting }: AgentSeen, node: string): string {
  const state = [
    ready ? 'ready' : 'not ready',
    `${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`,
    ...(waiting === undefined ? [] : [waiting]),
  ];
  return `${namespace}/${name} on ${node}: ${state.join(', ')}`;
}

/** The agent to look at first: one that is not ready, else kube-proxy, else the first. */
export const suspectedAgent = (control: ControlSeen | undefined): AgentSeen | undefined => {
  const pods = control?.agents?.pods ?? [];
  return (
    pods.find(({ ready }) => !ready) ?? pods.find(({ name }) => name.startsWith('kube-proxy-')) ?? pods[0]
  );
};

/** Connections made for the control. */
export const controlConnections = ({ control }: { readonly control?: ControlSeen }): number => {
  const answer = control?.apiServer?.answer;
  return answer && answer.outcome !== 'not-allowed' && answer.local !== true ? 1 : 0;
};

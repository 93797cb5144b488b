import { formatIp, parseIp } from '../../../core/address/ip.ts';
import { CannotObserve } from '../../../core/cannot-observe.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { parseSource } from '../../../core/target/source.ts';
import type { Context } from '../../../core/tool.ts';
import type { SocketTable } from '../../../core/world/sockets.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';
import type { Question } from '../../question.ts';
import type { Looked } from '../../probe.ts';
import type { Survey } from '../../survey.ts';
import { dialEndpoints } from './dial-endpoints.ts';
import type { EndpointsSeen } from './observation.ts';
import { type Fronted, readyEndpoints } from './ready-endpoints.ts';
import { stillReady } from './still-ready.ts';

/** What was seen of the endpoints, or why they could not be dialled; neither where there is nothing to dial. */
export interface EndpointsLooked {
  readonly seen?: EndpointsSeen;
  readonly why?: string;
}

/** Dials the endpoints of a Service once service_audit has read them. */
export type EndpointsProbe = (context: Context, service: Looked<unknown>) => Promise<EndpointsLooked>;

/**
 * The question to each endpoint of the target's Service. Undefined where nothing is sent from the source itself, as from a
 * machine that only happens to run this: what it reaches says nothing of the source (judgement of vantage and source).
 */
export function endpointsProbe(question: Question, survey: Survey): EndpointsProbe | undefined {
  const { source, target } = question;
  const here = survey.vantage.kind === 'local';
  if (!question.audits?.service || (here && source === undefined && !survey.inCluster)) return undefined;
  return async (context, { seen, finding }) => {
    const read = ServiceSeen.safeParse(seen).data;
    const fronted = read && readyEndpoints(read, target.port);
    if (!fronted || fronted.endpoints.length === 0) return {};
    const { steps, world, signal } = context;
    const asked = { target: target.text, part: 'endpoints', ...(source !== undefined && { source }) };
    const tryDeclared = finding.checks.some(({ code }) => code === 'service.target-port');
    try {
      const observed = await steps.observe('diagnose', asked, async (): Promise<EndpointsSeen> => {
        const vantage = await world.vantage(source === undefined ? undefined : parseSource(source), signal);
        const node = here ? await nodeHere(context, survey, read.cluster.context) : vantage.identity.node;
        const at = world.now();
        const own = here ? addressesHere(survey) : (vantage.identity.addresses ?? []).map(canonical);
        const dialling = { vantage, elapsed: () => world.elapsed(), signal, tryDeclared };
        const sockets = await socketsBehind(vantage, fronted, signal);
        const { endpoints: dialled, more } = await dialEndpoints(dialling, fronted.endpoints);
        const asking = { port: target.port, context: question.kubeContext };
        const endpoints = await stillReady(context, dialled, read, asking);
        return {
          at,
          vantage: vantage.identity,
          own,
          ...(node !== undefined && { node }),
          endpoints,
          more,
          ...(sockets && { sockets }),
        };
      });
      return { seen: observed };
    } catch (error) {
      if (!(error instanceof CannotObserve)) throw error;
      return { why: error.message };
    }
  };
}

/**
 * Sockets towards the targetPort: where a network plugin translates in connect(2) itself, a client's socket names the endpoint and not
 * the virtual address. Those towards the asked port are in the walk's own view. Undefined where there is one port or no table.
 */
async function socketsBehind(
  vantage: Vantage,
  { port, endpoints }: Fronted,
  signal: AbortSignal,
): Promise<SocketTable | undefined> {
  const [number, ...others] = new Set(endpoints.map((one) => one.port));
  if (number === undefined || others.length > 0 || number === port.port) return undefined;
  try {
    const table = await vantage.sockets(number, signal);
    return table.available ? table : undefined;
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

const addressesHere = ({ host }: Survey): string[] =>
  host.interfaces.flatMap(({ name, addresses }) => (name === 'lo' ? [] : addresses.map(canonical)));

const canonical = (address: string): string => {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
};

/** The node that this machine is. A pod that runs this cannot tell; any other machine has no part in the cluster. */
async function nodeHere(
  { world, signal }: Context,
  survey: Survey,
  context: string | undefined,
): Promise<string | undefined> {
  if (survey.inCluster) return undefined;
  const name = survey.vantage.name.toLowerCase();
  const node = await world.kubernetes.get({ context, resource: resources.nodes, name }, signal);
  const own = addressesHere(survey);
  const found =
    node.status === 'ok' &&
    node.objects.some(({ status }) => status.addresses.some(({ address }) => own.includes(address)));
  if (found) return name;
  throw new CannotObserve('unsupported', 'this machine is not known to be a node of the cluster', {
    summary: 'Name a pod as the source, or run it on a node.',
  });
}

import { CannotObserve } from '../../../core/cannot-observe.ts';
import { formatIp, parseIp } from '../../../core/address/ip.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { parseSource } from '../../../core/target/source.ts';
import type { Context } from '../../../core/tool.ts';
import type { Question } from '../../question.ts';
import type { Place } from '../../survey.ts';
import type { WalkedLeg } from '../../walk.ts';
import { withEndpoints } from '../endpoints/with-endpoints.ts';
import { nodeAgents } from './node-agents.ts';
import type { ControlSeen } from './observation.ts';

/** As the endpoints are dialled. */
const TIMEOUT_MS = 2_500;
/** Codes that put the source's node in question. */
const OF_THE_NODE: readonly (string | null)[] = ['service.dataplane', 'service.hairpin'];

/**
 * Half of the control before a verdict that blames a side: the same source towards a target that ought to work, the API server's
 * virtual address. Asked where TCP fails from a pod. Undefined where it is not called for, or cannot be seen.
 */
export async function askControl(
  context: Context,
  question: Question,
  seen: Place,
  leg: WalkedLeg,
): Promise<ControlSeen | undefined> {
  const failing = leg.checks.some(({ layer, status }) => layer === 'tcp' && status === 'fail');
  if (!failing || seen.blind || !isInCluster(seen)) return undefined;
  const { steps, world, signal } = context;
  const { source, kubeContext, target } = question;
  const asked = { target: target.text, part: 'control', ...(source !== undefined && { source }) };
  try {
    return await steps.observe('diagnose', asked, async (): Promise<ControlSeen> => {
      const vantage = await world.vantage(source === undefined ? undefined : parseSource(source), signal);
      const node = leg.endpoints?.seen?.node ?? vantage.identity.node;
      const suspected = withEndpoints(leg.checks, leg, question).some(({ code }) =>
        OF_THE_NODE.includes(code),
      );
      const [apiServer, agents] = await Promise.all([
        dialApiServer(context, vantage, kubeContext),
        suspected && node !== undefined ? nodeAgents(context, node, kubeContext) : undefined,
      ]);
      const at = world.now();
      return { at, vantage: vantage.identity, ...(apiServer && { apiServer }), ...(agents && { agents }) };
    });
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

const isInCluster = ({ vantage, inCluster }: Place): boolean => vantage.kind === 'pod' || inCluster;

/** Every cluster has the Service `kubernetes` (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/). */
async function dialApiServer(
  { world, signal }: Context,
  vantage: Awaited<ReturnType<Context['world']['vantage']>>,
  context: string | undefined,
): Promise<ControlSeen['apiServer']> {
  const ref = { context, resource: resources.services, namespace: 'default', name: 'kubernetes' };
  const read = await world.kubernetes.get(ref, signal);
  const [service] = read.status === 'ok' ? read.objects : [];
  const ip = parseIp(service?.spec.clusterIP ?? '');
  const port = service?.spec.ports[0]?.port;
  if (!ip || port === undefined) return undefined;
  const {
    address,
    port: dialled,
    ...answer
  } = await vantage.dial({ address: formatIp(ip), port, timeoutMs: TIMEOUT_MS }, signal);
  return { address, port: dialled, answer };
}

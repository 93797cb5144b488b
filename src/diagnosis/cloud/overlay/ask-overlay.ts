import type { Context } from '../../../core/tool.ts';
import { endsOf } from '../../../tools/sg-chain/ends-of.ts';
import { Observation } from '../../../tools/sg-chain/observation.ts';
import { sgChain } from '../../../tools/sg-chain/tool.ts';
import { auditedIn } from '../../cluster/audited.ts';
import { listed } from '../../cluster/endpoints/case.ts';
import type { EndpointSeen } from '../../cluster/endpoints/observation.ts';
import { outcomeOf } from '../../cluster/endpoints/outcome.ts';
import { onlyOtherNodesFail } from '../../cluster/endpoints/partial.ts';
import type { Question } from '../../question.ts';
import { type Looked, probe } from '../../probe.ts';
import type { WalkedLeg } from '../../walk.ts';
import { isConcerned } from '../concerned.ts';
import type { CloudEnds } from '../ends.ts';
import { recordedEnds } from '../recorded-ends.ts';
import { nodeAddress } from '../source-address.ts';
import { type BetweenNodes, judgeOverlay } from './judge-overlay.ts';
import { overlayOf, type Transport } from './transports.ts';

/** A Service whose endpoints on the source's node accept, and on other nodes fail, all of them. */
interface Split {
  readonly nodes: readonly [string, string];
  readonly bad: EndpointSeen;
  readonly text: string;
}

/**
 * Whether AWS refuses what carries pods' packets between two nodes, where every endpoint on another node fails and those on the source's
 * own accept. Undefined where that is not so, where nodes or pods are not what an overlay has, and where something is admitted.
 */
export async function askOverlay(
  context: Context,
  question: Question,
  leg: WalkedLeg,
): Promise<Looked<unknown> | undefined> {
  const split = splitOf(leg);
  const ends = split && (await nodesOf(context, question, leg, split));
  const { source, destination, port } = ends?.aws ?? {};
  if (!split || source === undefined || destination === undefined || port === undefined) return undefined;
  const { kubeContext } = question;
  const asks = (from: string, to: string, { protocol, port: at }: Pick<Transport, 'protocol' | 'port'>) => ({
    source: from,
    destination: to,
    port: at,
    protocol,
    ...(kubeContext !== undefined && { context: kubeContext }),
  });
  const overlay = overlayOf(auditedIn(leg).policy?.seen.daemonSets ?? []);
  const asked = asks(source, destination, { protocol: 'udp', port });
  context.progress('AWS, between nodes');
  const [looked, pod] = await Promise.all([
    probe(sgChain, asked).ask(context),
    probe(sgChain, asks(source, split.bad.address, { protocol: 'udp', port })).ask(context),
  ]);
  const { seen } = looked;
  if (!seen || !isOverlay(pod)) return undefined;
  const found = endsOf(seen, sgChain.input.parse(asked));
  const interfaces = [...found.source, ...found.destination].flatMap((end) =>
    end.kind === 'place' && end.eni ? [end.eni] : [],
  );
  if (interfaces.length !== 2) return undefined;
  const judge = (from: string, to: string, transport: Transport) =>
    sgChain.judge(seen, sgChain.input.parse(asks(from, to, transport)));
  const about: BetweenNodes = {
    nodes: split.nodes,
    addresses: [source, destination],
    seen: split.text,
    overlay,
    says: overlay.transports.map((transport) => ({
      transport,
      there: judge(source, destination, transport),
      back: judge(destination, source, transport),
    })),
    checksAddresses: interfaces.some(({ SourceDestCheck }) => SourceDestCheck === true),
    walkFails: leg.checks.some(({ layer, status }) => layer === 'tcp' && status === 'fail'),
  };
  const check = judgeOverlay(about);
  return check && { ...looked, finding: { ...looked.finding, checks: [check], status: check.status } };
}

function splitOf({ endpoints }: WalkedLeg): Split | undefined {
  const { node, endpoints: all = [] } = endpoints?.seen ?? {};
  const bad = all.filter((one) => outcomeOf(one) === 'fails');
  const good = all.filter((one) => outcomeOf(one) === 'accepts');
  const [first] = bad;
  if (node === undefined || first?.node === undefined || !onlyOtherNodesFail(node, bad, good))
    return undefined;
  return {
    nodes: [node, first.node],
    bad: first,
    text: `from ${node}: ${listed(good)} ${good.length === 1 ? 'accepts' : 'accept'}, ${listed(bad)} ${bad.length === 1 ? 'fails' : 'fail'}`,
  };
}

/** The addresses of both nodes, in a step of their own. */
async function nodesOf(
  context: Context,
  { source, target, kubeContext }: Question,
  leg: WalkedLeg,
  { nodes, bad }: Split,
): Promise<CloudEnds | undefined> {
  const { steps, world } = context;
  const where = await world.aws.where({});
  const step = {
    target: target.text,
    to: leg.to,
    part: 'cloud-overlay',
    ...(source !== undefined && { source }),
  };
  if (where.source === 'recording') return recordedEnds(steps, step);
  if (where.source === 'none') return undefined;
  const [from, to] = await Promise.all(nodes.map((name) => nodeAddress(context, name, kubeContext)));
  if (from === undefined || to === undefined) return undefined;
  const signs = { where, named: false, host: from, addresses: [from, to, bad.address] };
  if (!isConcerned(signs)) return undefined;
  const ends: CloudEnds = { aws: { source: from, destination: to, port: 8472 } };
  return steps.observe('diagnose', step, () => Promise.resolve(ends));
}

/** Whether no interface has the pod's address. */
function isOverlay({ seen, asked }: Looked<unknown>): boolean {
  const observed = Observation.safeParse(seen).data;
  if (!observed) return false;
  const { destination } = endsOf(observed, sgChain.input.parse(asked));
  return destination.length > 0 && destination.every(({ kind }) => kind === 'outside');
}

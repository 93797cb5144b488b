import type { Look } from '../../../core/tool.ts';
import { askedOf } from '../asked.ts';
import { Input } from '../input.ts';
import { estateOf } from '../model/estate.ts';
import { type Asked, judge } from '../model/outcome.ts';
import { readPod } from '../observe/read-pod.ts';
import { readQuestions } from '../observe/read-questions.ts';
import type { Answered, NameAnswered } from '../observation.ts';
import type { PodFacts } from '../pod-facts.ts';
import { type FlowAsserted, judgeFlow } from './judge-flow.ts';

export type { FlowAsserted } from './judge-flow.ts';

/** What is asked of an account: two ends as sg_chain takes them. */
export interface FlowAssertion {
  readonly from: string;
  readonly to: string;
  readonly port: { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' };
}

/** What one answer calls for is asked in the next round. */
const ROUNDS = 14;

/**
 * Judges assertions about an account. What they need is read once for all of them: each round judges those that are not decided, and
 * reads what they lack. Names are not looked up: an answer in CI depends on the records alone. Rejects with the reason of `signal`.
 */
export async function assertFlows(
  look: Pick<Look, 'world' | 'signal'>,
  assertions: readonly FlowAssertion[],
  context: string | undefined,
): Promise<FlowAsserted[]> {
  const open = new Map<string, Asked>();
  for (const one of assertions) {
    const { port, protocol } = one.port;
    if (protocol !== 'SCTP') open.set(keyOf(one), askedFor(one, port, protocol));
  }
  const decided = new Map<string, FlowAsserted>();
  const answers: Answered[] = [];
  const names: NameAnswered[] = [];
  const pods: PodFacts[] = [];
  const calledFor = new Map<string, ReadonlySet<string>>();
  for (let round = 0; round < ROUNDS && open.size > 0; round++) {
    look.signal.throwIfAborted();
    const estate = estateOf({ answers, names });
    const wanted = new Set<string>();
    for (const [key, asked] of open) {
      const before = estate.missed();
      // What was read of the pods of others says nothing about this one's VPC.
      const own = calledFor.get(key) ?? new Set();
      const facts = pods.filter(({ address }) => own.has(address));
      const outcome = judge(estate, asked, facts);
      if (estate.missed() > before) continue;
      const unread = outcome.wanted.filter((one) => !own.has(one));
      calledFor.set(key, new Set([...own, ...unread]));
      for (const one of unread) if (!pods.some(({ address }) => address === one)) wanted.add(one);
      if (unread.length > 0) continue;
      decided.set(key, judgeFlow(outcome, facts));
      open.delete(key);
    }
    const pending = estate.pending();
    const [read, found] = await Promise.all([
      readQuestions(look.world.aws, pending.questions, {}, look.signal),
      Promise.all([...wanted].map((address) => readPod(look, address, context))),
    ]);
    answers.push(...read.answers);
    names.push(...pending.names.map((name) => ({ name, addresses: [] })));
    pods.push(...found);
  }
  return assertions.map((one) => decided.get(keyOf(one)) ?? NOT_DECIDED);
}

const NOT_DECIDED: FlowAsserted = {
  got: 'unknown',
  reason: 'SCTP is not judged by ports, or too much was missing',
  known: { source: false, destination: false },
};

const keyOf = ({ from, to, port }: FlowAssertion): string => `${from} ${to} ${port.port}/${port.protocol}`;

const askedFor = ({ from, to }: FlowAssertion, port: number, protocol: 'TCP' | 'UDP'): Asked =>
  askedOf(
    Input.parse({
      source: from,
      destination: to,
      port,
      protocol: protocol === 'TCP' ? 'tcp' : 'udp',
    }),
  );

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIp } from '../../../src/core/address/ip.ts';
import { judgeFlow } from '../../../src/tools/netpol-audit/model/judge-flow.ts';
import { AllPairs } from '../../../src/tools/netpol-audit/model/reach/reach.ts';
import { Model } from '../../../src/tools/netpol-audit/model/model.ts';
import type { Party } from '../../../src/tools/netpol-audit/model/party.ts';
import type { PluginTraits } from '../../../src/tools/netpol-audit/model/plugin.ts';
import type { ClusterState } from '../../../src/tools/netpol-audit/model/state.ts';
import { anyCluster, asked, networkPolicy, policyOf } from './arbitrary.ts';
import { naivelyAllowed, worlds } from './naive/evaluator.ts';
import type { Asked, End } from './naive/world.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1500);
const TIMEOUT = 60_000 + numRuns * 20;
type Question = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const ADDRESSES = ['192.0.2.1', '2001:db8::1', '10.9.0.1'];

/** The end with a number: a pod, or one of a few addresses. */
function endOf({ pods }: ClusterState, index: number): End {
  const pod = pods[index];
  if (pod) return { pod };
  const address = ADDRESSES[index % ADDRESSES.length] ?? '192.0.2.1';
  return address === '10.9.0.1' ? { node: 'n1', address } : { address };
}
function partyOf(model: Model, end: End): Party {
  if ('pod' in end) return model.party(end.pod);
  const ip = parseIp(end.address);
  if (!ip) throw new TypeError('A sample address is one.');
  return model.partyAt(ip);
}
function verdict(state: ClusterState, question: Question, traits: PluginTraits) {
  const model = new Model(state, traits);
  const source = partyOf(model, endOf(state, question.source));
  const destination = partyOf(model, endOf(state, question.destination));
  return judgeFlow(model, { ...question, source, destination }).verdict;
}
const naive = (state: ClusterState, question: Question): Asked => ({
  ...question,
  state,
  source: endOf(state, question.source),
  destination: endOf(state, question.destination),
});
const KNOWN = { blockMatchesPods: true, blockMatchesNodes: true, hostNetworkIsNode: true };

describe.each([
  ['networking.k8s.io/v1', false],
  ['with cluster-scoped policies', true],
])('%s', (_name, tiers) => {
  test('where the plugin is known, the answer is the naive evaluator’s', { timeout: TIMEOUT }, () => {
    const seen = { allowed: 0, denied: 0, unknown: 0 };
    fc.assert(
      fc.property(anyCluster(tiers), asked, (state, question) => {
        const got = verdict(state, question, KNOWN);
        seen[got]++;
        const answers = new Set(
          worlds({ blockMatchesPods: true, hostNetworkIsNode: true }).map((world) =>
            naivelyAllowed(naive(state, question), world),
          ),
        );
        const certain = answers.has(true) ? 'allowed' : 'denied';
        // With tiers the model may be unsure where every order of equal priorities happens to agree.
        const right = answers.size === 2 ? ['unknown'] : tiers ? [certain, 'unknown'] : [certain];
        expect(right).toContain(got);
      }),
      { numRuns },
    );
    // It is no test if one of the answers hardly comes up.
    expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(numRuns / 20);
    expect(seen.unknown).toBeLessThan(numRuns / 4);
  });

  test(
    'where it is not known, no answer is given that some plugin would give otherwise',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyCluster(tiers), asked, (state, question) => {
          const answers = new Set(worlds({}).map((world) => naivelyAllowed(naive(state, question), world)));
          const got = verdict(state, question, {});
          const contradicted = got !== 'unknown' && [...answers].some((one) => one !== (got === 'allowed'));
          expect(contradicted).toBe(false);
        }),
        { numRuns },
      );
    },
  );
});

describe('laws of networking.k8s.io/v1', () => {
  test('an allow rule more never takes a flow away', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyCluster(false), asked, networkPolicy, fc.nat(4), (state, question, extra, at) => {
        const before = verdict(state, question, KNOWN);
        if (before !== 'allowed') return;
        const target = state.networkPolicies[at];
        if (!target) return;
        const more = policyOf(extra, 99).spec;
        // Policy types stay as they are: a first egress rule would isolate for egress too (facts 2).
        const types =
          target.spec.policyTypes.length > 0
            ? target.spec.policyTypes
            : target.spec.egress.length > 0
              ? ['Ingress' as const, 'Egress' as const]
              : ['Ingress' as const];
        const richer = {
          ...target,
          spec: {
            ...target.spec,
            policyTypes: types,
            ingress: [...target.spec.ingress, ...more.ingress],
            egress: [...target.spec.egress, ...more.egress],
          },
        };
        const after = { ...state, networkPolicies: state.networkPolicies.with(at, richer) };
        expect(verdict(after, question, KNOWN)).toBe('allowed');
      }),
      { numRuns },
    );
  });

  test('policies of other namespaces do not matter', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyCluster(false), asked, networkPolicy, (state, question, extra) => {
        const ends = [question.source, question.destination].map((index) => endOf(state, index));
        if (ends.some((end) => 'pod' in end && end.pod.metadata.namespace === extra.namespace)) return;
        const after = { ...state, networkPolicies: [...state.networkPolicies, policyOf(extra, 99)] };
        expect(verdict(after, question, {})).toBe(verdict(state, question, {}));
      }),
      { numRuns },
    );
  });

  test('the order of policies and of rules does not matter', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyCluster(false), asked, (state, question) => {
        const turned = state.networkPolicies.toReversed().map((policy) => ({
          ...policy,
          spec: {
            ...policy.spec,
            ingress: policy.spec.ingress.toReversed(),
            egress: policy.spec.egress.toReversed(),
          },
        }));
        expect(verdict({ ...state, networkPolicies: turned }, question, {})).toBe(
          verdict(state, question, {}),
        );
      }),
      { numRuns },
    );
  });
});

test('all pairs at once are the pairs one by one', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(anyCluster(false), asked, (state, { protocol, port, family }) => {
      const model = new Model(state, {});
      const parties = state.pods.map((pod) => model.party(pod));
      const reach = new AllPairs(model, parties, family).on({ protocol, port });
      for (const [from, source] of parties.entries()) {
        for (const [to, destination] of parties.entries()) {
          const single = judgeFlow(model, { source, destination, protocol, port, family }).verdict;
          expect(reach.verdict(from, to)).toBe(single);
        }
      }
    }),
    { numRuns },
  );
});

import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { live } from '../../../src/core/steps.ts';
import type { Kubernetes } from '../../../src/core/world/kubernetes.ts';
import { netpolAudit } from '../../../src/tools/netpol-audit/tool.ts';
import { stubVantage, stubWorld } from '../../protocol/stub-world.ts';
import { json, pretendedApi, type Seen, status } from '../../servers/kubernetes-api.ts';
import { denying, largeNamespaces as serve } from '../../servers/large-namespaces.ts';

const ask = (kubernetes: Kubernetes, input: object) =>
  netpolAudit.run(
    {
      world: { ...stubWorld, kubernetes, vantage: async () => stubVantage },
      signal: AbortSignal.timeout(10_000),
      steps: live,
      progress: () => undefined,
    },
    netpolAudit.input.parse(input),
  );
const QUESTION = { source: 'payments/deploy/api', destination: 'cache/svc/redis', port: 6379 };

test('a question in namespaces of 1,000 pods takes 15 requests at most, and says how many', async () => {
  await using api = await pretendedApi(serve);
  const finding = await ask(api.kubernetes, QUESTION);
  process.stdout.write(`netpol_audit: ${api.seen.length} requests for a question\n`);
  expect(api.seen.length).toBeLessThanOrEqual(15);
  expect(api.seen.filter(({ path }) => path === '/apis')).toHaveLength(1);
  expect(finding.notes).toContain(`${api.seen.length} requests to the API server of context one.`);
  expect(finding.checks.map(({ status: one, code }) => `${one} ${code}`)).toEqual([
    'fail policy.ingress-denied',
    'pass null',
  ]);
  expect(finding.checks[0]?.summary).toContain('payments/deploy/api (app=api), 3 pods');
});

test('nothing of other namespaces is read, but the cluster’s DNS', async () => {
  await using api = await pretendedApi(serve);
  await ask(api.kubernetes, QUESTION);
  const inside = api.seen.flatMap(({ path }) => /namespaces\/([a-z-]+)\//.exec(path)?.[1] ?? []);
  expect(new Set(inside)).toEqual(new Set(['payments', 'cache', 'kube-system']));
  expect(api.seen.map(({ path }) => path).filter((path) => path.includes('secrets'))).toEqual([]);
});

describe('what may not be read', () => {
  test('policies of the destination: unknown, with the exact rule', async () => {
    await using api = await pretendedApi((seen, response) =>
      seen.path.endsWith('/namespaces/cache/networkpolicies') ? status(response, 403) : serve(seen, response),
    );
    const finding = await ask(api.kubernetes, QUESTION);
    expect(finding.status).toBe('unknown');
    const [check] = finding.checks.filter(({ status: one }) => one === 'unknown');
    expect(check?.fix?.summary).toContain('list networkpolicies.networking.k8s.io in namespace cache');
    expect(check?.fix?.manifest).toContain('resources: ["networkpolicies"]');
  });

  /** A server that has the APIs of cluster-scoped policies in some versions, and lets nobody read them. */
  const withPolicyApi =
    (versions: readonly string[], of: Readonly<Record<string, readonly string[]>> = {}) =>
    (seen: Seen, response: ServerResponse): void => {
      const group = 'policy.networking.k8s.io';
      const version = /^\/apis\/policy\.networking\.k8s\.io\/([a-z0-9]+)$/.exec(seen.path)?.[1];
      if (seen.path === '/apis')
        return json(response, {
          groups: [{ name: group, versions: versions.map((one) => ({ version: one })) }],
        });
      if (version !== undefined)
        return json(response, { resources: (of[version] ?? []).map((name) => ({ name })) });
      return seen.path.includes(group) ? status(response, of['*'] ? 404 : 403) : serve(seen, response);
    };

  test('cluster-scoped policies: an answer that they could turn is unknown', async () => {
    await using api = await pretendedApi(withPolicyApi(['v1alpha1', 'v1alpha2']));
    const finding = await ask(api.kubernetes, QUESTION);
    expect(finding.status).toBe('unknown');
    expect(finding.checks.some(({ status: one }) => one === 'fail' || one === 'pass')).toBe(false);
  });

  test('cluster-scoped policies that the server does not have: nothing is unknown', async () => {
    await using api = await pretendedApi((seen, response) =>
      seen.path.includes('policies.') || /policy\.networking|cilium|calico/.test(seen.path)
        ? status(response, 403)
        : serve(seen, response),
    );
    expect((await ask(api.kubernetes, QUESTION)).status).toBe('fail');
  });

  test('cluster-scoped policies in a version that is not understood: unknown, with its name', async () => {
    const later = { v1beta1: ['clusternetworkpolicies'], '*': ['404'] };
    await using api = await pretendedApi(withPolicyApi(['v1beta1'], later));
    const finding = await ask(api.kubernetes, QUESTION);
    expect(finding.status).toBe('unknown');
    expect(finding.notes.join()).toContain('a version that is not understood here: v1beta1');
    const [check] = finding.checks.filter(({ status: one }) => one === 'unknown');
    expect(check?.fix).toMatchObject({
      summary: expect.stringContaining('v1beta1') as string,
      command: 'kubectl get clusternetworkpolicies.policy.networking.k8s.io -o yaml',
    });
  });

  test('cluster-scoped policies of which the other versions hold none: they are not there', async () => {
    await using api = await pretendedApi(withPolicyApi(['v1alpha1'], { v1alpha1: [], '*': ['404'] }));
    expect((await ask(api.kubernetes, QUESTION)).status).toBe('fail');
  });

  test('pods: nothing can be said, and it says what would let it', async () => {
    await using api = await pretendedApi((seen, response) =>
      seen.path.endsWith('/pods') ? status(response, 403) : serve(seen, response),
    );
    const finding = await ask(api.kubernetes, QUESTION);
    expect(finding).toMatchObject({ status: 'unknown', vantage: { kind: 'none' } });
    expect(finding.checks[0]?.fix?.summary).toMatch(/list pods in namespace (?:payments|cache|kube-system)/);
  });
});

test('the textbook: default-deny, and an allow rule that misses the label', async () => {
  await using api = await pretendedApi((seen, response) => {
    if (!seen.path.endsWith('/namespaces/cache/networkpolicies')) return serve(seen, response);
    const from = [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'payments' } },
        podSelector: { matchLabels: { app: 'web' } },
      },
    ];
    const allow = {
      metadata: { name: 'allow-from-payments', namespace: 'cache' },
      spec: { podSelector: { matchLabels: { app: 'redis' } }, ingress: [{ from, ports: [{ port: 6379 }] }] },
    };
    return json(response, { items: [denying('cache'), allow] });
  });
  const { checks } = await ask(api.kubernetes, QUESTION);
  expect(checks[0]).toMatchObject({
    code: 'policy.label-drift',
    status: 'fail',
    fix: { verified: 'simulated' },
  });
  expect(checks[0]?.fix?.summary).toContain('opens nothing else');
  expect(checks[0]?.fix?.manifest).toBe(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-payments-api-to-redis
  namespace: cache
spec:
  podSelector:
    matchLabels:
      app: redis
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: payments
          podSelector:
            matchLabels:
              app: api
      ports:
        - protocol: TCP
          port: 6379`);
});

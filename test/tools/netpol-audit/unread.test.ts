import { describe, expect, test } from 'vitest';
import { live } from '../../../src/core/steps.ts';
import { netpolAudit } from '../../../src/tools/netpol-audit/tool.ts';
import { fileKubernetes } from '../../../src/world/snapshot/manifests/file-kubernetes.ts';
import { mayHold } from '../../../src/world/snapshot/manifests/may-hold.ts';
import { stubVantage, stubWorld } from '../../protocol/stub-world.ts';
import { temporaryFolder } from '../../servers/kubernetes-api.ts';

const pod = (namespace: string, name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: { containers: [{ name: main }] }\n---\n`;
const policy = (name: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: cache\nspec: ${spec}\n---\n`;
const DENY = policy('deny', '{ podSelector: {}, policyTypes: [Ingress] }');
const ALLOW = policy(
  'allow',
  '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: payments } } }] }] }',
);
const BROKEN = policy('broken', '{ podSelector: {}, ingress: [');
const ENDS =
  pod('payments', 'api') +
  pod('cache', 'redis') +
  ['payments', 'cache']
    .map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n---\n`)
    .join('');

/** What is said of payments/api to cache/redis by these manifests. */
async function ask(manifests: string) {
  await using folder = await temporaryFolder();
  const kubernetes = await fileKubernetes([await folder.write('all.yaml', ENDS + manifests)]);
  const world = { ...stubWorld, kubernetes, vantage: async () => stubVantage };
  const signal = new AbortController().signal;
  return netpolAudit.run(
    { world, signal, steps: live, progress: () => undefined },
    netpolAudit.input.parse({ source: 'payments/api', destination: 'cache/redis', port: 6379 }),
  );
}

describe('a document of the manifests that cannot be read', () => {
  test.each([
    ['nothing else: it may deny', BROKEN, 'unknown'],
    ['a denial: it may allow', DENY + BROKEN, 'unknown'],
    ['a rule that allows: a policy more takes nothing away', ALLOW + BROKEN, 'pass'],
    ['a denial, of another namespace', DENY + BROKEN.replace('namespace: cache', 'namespace: shop'), 'fail'],
    ['no policy', BROKEN.replace('NetworkPolicy', 'Deployment').replace('networking.k8s.io', 'apps'), 'pass'],
    [
      'a policy for all of the cluster',
      ALLOW +
        BROKEN.replace('NetworkPolicy', 'ClusterNetworkPolicy').replace('networking', 'policy.networking'),
      'unknown',
    ],
    ['a version that nobody has', ALLOW + policy('odd', '{}').replace('v1\n', 'v9\n'), 'pass'],
    ['a version that nobody has, and nothing else', policy('odd', '{}').replace('v1\n', 'v9\n'), 'unknown'],
    ['a template that names no kind', '{{ include "common.policy" . }}: {{ x }}\n', 'unknown'],
    ['an object that the API refuses', policy('odd', '{ podSelector: 3 }'), 'unknown'],
  ])('beside %s', async (_, manifests, status) => {
    const finding = await ask(manifests);
    expect(finding.checks.map((check) => check.status)).toContain(status);
    expect(finding.status).toBe(status);
  });

  test('is named by file and line, where it could change the answer and where it could not', async () => {
    const open = await ask(BROKEN);
    expect(open.checks[0]?.fix?.summary).toBe(
      'Mend all.yaml:19 (it is not YAML), which may hold a policy, and ask again.',
    );
    const sure = await ask(ALLOW + BROKEN);
    expect(sure.notes.join('\n')).toContain('1 document could not be read: all.yaml:26 it is not YAML.');
  });
});

describe('what a text may hold', () => {
  const policies = 'networkpolicies.networking.k8s.io';
  test.each([
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  namespace: a\nspec:',
      { mayHold: [policies], namespace: 'a' },
    ],
    ['{"kind": "NetworkPolicy", "apiVersion": "networking.k8s.io/v1"', { mayHold: [policies] }],
    ['apiVersion: apps/v1\nkind: Deployment', { mayHold: ['deployments.apps'] }],
    // Items of a List, and a name that only stands in a value.
    [
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata: { namespace: a }',
      { mayHold: [policies] },
    ],
    ['name: NetworkPolicy\n', { mayHold: [] }],
    ['{{ template }}', {}],
    [
      'kind: NetworkPolicy\nmetadata:\n  namespace: {{ .Values.x }}',
      { mayHold: [policies, 'networkpolicies.crd.projectcalico.org'] },
    ],
  ])('%j', (text, held) => {
    expect(mayHold(text)).toEqual(held);
  });
});

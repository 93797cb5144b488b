import { mkdir, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import { resources } from '../../src/core/kubernetes/resources.ts';
import { type Kubernetes, Whereabouts } from '../../src/core/world/kubernetes.ts';
import { fileKubernetes } from '../../src/world/snapshot/manifests/file-kubernetes.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { pod, temporaryFolder } from '../servers/kubernetes-api.ts';

const never = new AbortController().signal;

/** The port over files of these names and texts. */
async function over(files: Record<string, string>) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(`${folder.path}/${name.split('/').slice(0, -1).join('/')}`, { recursive: true });
    await folder.write(name, text);
  }
  const kubernetes = await fileKubernetes([folder.path]);
  return { ...folder, kubernetes };
}

async function names(kubernetes: Kubernetes, resource: keyof typeof resources, more: object = {}) {
  const answer = await kubernetes.list<{ metadata: { name: string } }>(
    { resource: resources[resource], ...more },
    never,
  );
  return answer.status === 'ok' ? answer.objects.map(({ metadata }) => metadata.name) : answer.reason;
}

const service = (name: string, namespace?: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  selector: { app: ${name} }\n  ports: [{ port: 80 }]\n`;

describe('what is read', () => {
  test('documents of YAML and JSON, Lists of any kind, in folders below', async () => {
    await using at = await over({
      'all.yaml': `# Source: chart/templates/a.yaml\n---\n${service('one')}---\n# empty\n---\n${service('two', 'shop')}...\n`,
      'deep/list.yml': `apiVersion: v1\nkind: List\nitems:\n- ${service('three', 'shop').trim().replaceAll('\n', '\n  ')}\n`,
      'deep/dump.json': JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [pod('api-0')] }),
      'values.yaml': 'replicaCount: 2\n',
      'notes.txt': service('not-a-manifest'),
      '.git/hidden.yaml': service('hidden'),
    });
    expect(await names(at.kubernetes, 'services')).toEqual(['one', 'two', 'three']);
    expect(await names(at.kubernetes, 'services', { namespace: 'shop' })).toEqual(['two', 'three']);
    expect(await names(at.kubernetes, 'services', { namespace: 'default' })).toEqual(['one']);
    expect(await names(at.kubernetes, 'pods')).toEqual(['api-0']);
    expect(await at.kubernetes.where()).toEqual({ source: 'files' });
  });

  test('a List in JSON that breaks off says so; one with a comma too many is YAML', async () => {
    const whole = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', ...pod(name) });
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [whole('api-0'), whole('api-1')] });
    await using at = await over({
      'cut.json': text.slice(0, -30),
      'comma.json': `{"apiVersion":"v1","kind":"List","items":[${JSON.stringify(whole('api-2'))},]}`,
    });
    expect(await names(at.kubernetes, 'pods')).toEqual(['api-2']);
    expect(await at.kubernetes.where()).toMatchObject({
      unread: [{ file: 'cut.json', line: 1, why: 'it is not YAML' }],
    });
  });

  test('a List in JSON of a type, and objects that only look like Lists', async () => {
    await using at = await over({
      'pods.json': JSON.stringify({
        items: [{ metadata: { name: 'a' }, spec: { containers: [] } }],
        apiVersion: 'v1',
        kind: 'PodList',
      }),
      'not.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'b' },
        items: [pod('c')],
      }),
      'secret.json': JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'd' }, data: {} }),
    });
    expect(await names(at.kubernetes, 'pods')).toEqual(['a']);
    expect(await names(at.kubernetes, 'services')).toEqual(['b']);
    expect(await at.kubernetes.where()).toEqual({ source: 'files' });
  });

  test('one file, whatever its name', async () => {
    await using folder = await temporaryFolder();
    const kubernetes = await fileKubernetes([await folder.write('rendered', service('one'))]);
    expect(await names(kubernetes, 'services')).toEqual(['one']);
  });

  test('merge keys and aliases as kubectl reads them', async () => {
    const text = `apiVersion: v1
kind: Pod
metadata: { name: a, labels: &l { app: api } }
spec: { containers: [{ name: app, image: x }] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, labels: { <<: &m { tier: web }, app: api } }
spec: { containers: [] }
`;
    await using at = await over({ 'a.yaml': text });
    const answer = await at.kubernetes.list(
      { resource: resources.pods, labelSelector: 'tier=web,app in (api,x)' },
      never,
    );
    expect(answer).toMatchObject({
      objects: [{ metadata: { name: 'b', labels: { tier: 'web', app: 'api' } } }],
    });
  });

  test('the last of several objects with one name counts, as with kubectl apply', async () => {
    await using at = await over({
      'a.yaml': service('one'),
      'b.yaml': service('one').replace('port: 80', 'port: 81'),
    });
    const found = await at.kubernetes.get(
      { resource: resources.services, namespace: 'default', name: 'one' },
      never,
    );
    expect(found).toMatchObject({ status: 'ok', objects: [{ spec: { ports: [{ port: 81 }] } }] });
  });

  test('a policy of Calico is read under either of its names', async () => {
    const policy = (group: string, name: string): string =>
      `apiVersion: ${group}\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: { selector: all() }\n`;
    await using at = await over({
      'a.yaml': policy('projectcalico.org/v3', 'a'),
      'b.yaml': policy('crd.projectcalico.org/v1', 'b'),
      'c.yaml': policy('networking.k8s.io/v1', 'c'),
    });
    expect(await names(at.kubernetes, 'calicoNetworkPolicies')).toEqual(['a', 'b']);
    expect(await names(at.kubernetes, 'networkPolicies')).toEqual(['c']);
    expect(await at.kubernetes.where()).toEqual({ source: 'files' });
  });

  test('every namespace has the label that the API server gives it', async () => {
    await using at = await over({
      'n.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: cache, labels: { team: a } }\n',
    });
    expect(await at.kubernetes.get({ resource: resources.namespaces, name: 'cache' }, never)).toMatchObject({
      objects: [{ metadata: { labels: { team: 'a', 'kubernetes.io/metadata.name': 'cache' } } }],
    });
  });
});

describe('what cannot be read', () => {
  test('is named by file and line, and costs nothing else', async () => {
    await using at = await over({
      'a.yaml': `${service('one')}---\n\n# broken\nkind: [\n---\n${service('two')}`,
      'chart/t.yaml': 'metadata:\n  name: {{ .Values.name }}\n  x: "{{ include "a" . }}"\n',
      'bad pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: x, labels: { a: 1 } }\n',
      'old.yaml': 'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: { name: x }\n',
    });
    expect(await names(at.kubernetes, 'services')).toEqual(['one', 'two']);
    expect(await names(at.kubernetes, 'pods')).toEqual([]);
    const { unread } = Whereabouts.parse(await at.kubernetes.where());
    expect(unread).toHaveLength(4);
    expect(unread).toContainEqual({ file: 'a.yaml', line: 11, why: 'it is not YAML', mayHold: [] });
    expect(unread).toContainEqual({
      file: 'chart/t.yaml',
      line: 1,
      why: 'it is not YAML; render the template first',
    });
    expect(unread).toContainEqual({
      file: '(a file with an unusual name)',
      line: 1,
      why: 'its Pod is not valid at metadata.labels.a',
      mayHold: ['pods'],
      namespace: 'default',
    });
    expect(unread).toContainEqual({
      file: 'old.yaml',
      line: 1,
      why: 'its NetworkPolicy is of a version of the API that is not understood',
      mayHold: ['networkpolicies.networking.k8s.io'],
      namespace: 'default',
    });
  });

  test('an alias bomb and a tower of brackets are refused', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'].map((pair) => [...pair]))
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`);
    await using at = await over({
      'bomb.yaml': bomb.join('\n'),
      'tower.yaml': '['.repeat(200_000),
      'ok.yaml': service('one'),
    });
    expect(await names(at.kubernetes, 'services')).toEqual(['one']);
    expect(
      Whereabouts.parse(await at.kubernetes.where()).unread?.map(({ file, why }) => `${file}: ${why}`),
    ).toEqual(['bomb.yaml: its aliases expand without bound', 'tower.yaml: it is not YAML']);
  });

  test('links that go round are not followed', async () => {
    await using at = await over({ 'a.yaml': service('one') });
    await symlink(at.path, `${at.path}/round`);
    await symlink('/dev/zero', `${at.path}/endless.yaml`);
    expect(await names(await fileKubernetes([at.path]), 'services')).toEqual(['one']);
  });

  test('an object that is not there says nothing about the cluster', async () => {
    await using at = await over({ 'a.yaml': service('one') });
    const absent = await at.kubernetes.get(
      { resource: resources.services, namespace: 'shop', name: 'one' },
      never,
    );
    expect(absent).toMatchObject({ status: 'failed', reason: 'not-in-files' });
    const secrets = { ...resources.pods, plural: 'secrets' };
    expect(await at.kubernetes.list({ resource: secrets }, never)).toMatchObject({ reason: 'refused' });
  });

  test('a path that is not there is refused at start-up', async () => {
    await expect(openWorld({ manifests: ['/nonexistent/x'] })).rejects.toThrow(BadInput);
  });
});

describe('workloads', () => {
  const template =
    '  template:\n    metadata: { labels: { app: api } }\n    spec: { containers: [{ name: app, ports: [{ containerPort: 80 }] }] }\n';
  const workload = (kind: string, name: string, more = ''): string =>
    `apiVersion: ${/Job/.test(kind) ? 'batch' : 'apps'}/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec:\n${more}${template}`;

  test('are the pods that they would make', async () => {
    await using at = await over({
      'w.yaml': [
        workload('Deployment', 'api', '  replicas: 2\n'),
        workload('StatefulSet', 'db', '  replicas: 500\n'),
        workload('DaemonSet', 'agent'),
        workload('Job', 'once'),
        workload('Deployment', 'off', '  replicas: 0\n'),
        `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly, namespace: shop }\nspec:\n  jobTemplate:\n    spec:\n${template.replaceAll(/^/gm, '    ').trimEnd()}\n`,
      ].join('---\n'),
    });
    const all = await names(at.kubernetes, 'pods', { namespace: 'shop' });
    expect(all).toHaveLength(2 + 10 + 1 + 1 + 1);
    expect(all).toEqual(expect.arrayContaining(['api-0', 'api-1', 'db-9', 'agent-0', 'once-0', 'nightly-0']));
    const db = await at.kubernetes.get({ resource: resources.pods, namespace: 'shop', name: 'db-0' }, never);
    expect(db).toMatchObject({
      objects: [
        {
          metadata: {
            labels: { app: 'api', 'statefulset.kubernetes.io/pod-name': 'db-0' },
            ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }],
          },
          spec: { containers: [{ ports: [{ containerPort: 80, protocol: 'TCP' }] }] },
          status: { podIPs: [] },
        },
      ],
    });
  });

  test('of a dump that holds its pods make no others', async () => {
    const dumped = `${workload('Deployment', 'api', '  replicas: 2\n')}status: { observedGeneration: 1 }\n`;
    await using at = await over({
      'w.yaml': dumped,
      'p.json': JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod('api-x', 'shop') }),
    });
    expect(await names(at.kubernetes, 'pods')).toEqual(['api-x']);
    await using alone = await over({ 'w.yaml': dumped });
    expect(await names(alone.kubernetes, 'pods')).toEqual(['api-0', 'api-1']);
  });

  test('that another workload owns make none', async () => {
    const owned = workload('ReplicaSet', 'api-5d', '  replicas: 2\n').replace(
      'namespace: shop }',
      'namespace: shop, ownerReferences: [{ kind: Deployment, name: api, controller: true }] }',
    );
    await using at = await over({ 'w.yaml': owned });
    expect(await names(at.kubernetes, 'pods')).toEqual([]);
  });

  test('a pod is found by a field', async () => {
    await using at = await over({ 'w.yaml': workload('Deployment', 'api', '  replicas: 2\n') });
    expect(await names(at.kubernetes, 'pods', { fieldSelector: 'metadata.name=api-1' })).toEqual(['api-1']);
    expect(await names(at.kubernetes, 'pods', { fieldSelector: 'status.podIP=10.0.0.1' })).toEqual([]);
  });
});

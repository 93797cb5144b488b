import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRead } from '../cluster/audit-log.ts';
import { writeKubeconfig } from '../cluster/kubeconfig.ts';
import type { Manifest } from '../cluster/manifest.ts';
import { clusterNeeds } from '../cluster/programs.ts';
import { namespace } from '../cluster/shop.ts';
import { type Cluster, startCluster } from '../cluster/start-cluster.ts';
import { needs } from '../needs.ts';
import { podTemplate } from './pick.ts';
import { programNeeds } from './programs.ts';
import { type Instruction, instructionsOf } from './readme.ts';
import { type Served, serveAs } from './serve-as.ts';
import { type Workplace, workplace } from './workplace.ts';

const START_MS = 120_000;
const USER = 'system:serviceaccount:layerwalk:layerwalk';
const APPLY = 'kubectl apply --server-side -k my-layerwalk';
/** A line of `kubectl auth can-i --list` with a verb that is none of reading. */
const WRITES = /\[[^\]]*(\*|create|update|patch|delete|bind|escalate|impersonate)[^\]]*\]$/;
const PODS = '/api/v1/namespaces/layerwalk/pods';
const DEPLOYMENT = '/apis/apps/v1/namespaces/layerwalk/deployments/layerwalk';
const inPlace = clusterNeeds();
const wants = { ...inPlace, also: [...(inPlace.also ?? []), ...(programNeeds('kubectl').also ?? [])] };

describe('deploy/ in front of a real API server, as its page says', needs(wants), () => {
  let cluster: Cluster;
  let place: Workplace;
  let rendered: Manifest[];
  let said: Map<string, string>;

  beforeAll(async () => {
    cluster = await startCluster();
    place = await workplace(cluster.kubeconfig);
    await cluster.create([namespace('payments')]);
    said = new Map();
    const steps = await instructionsOf(join(place.folder, 'deploy/README.md'));
    for (const step of steps.filter(isForUs)) {
      if ('run' in step && step.run.includes('rollout status')) await rolledOut();
      if ('append' in step) rendered = await place.render('my-layerwalk');
      said.set('run' in step ? step.run : '', await place.follow(step));
    }
  }, START_MS);
  afterAll(async () => {
    await place?.remove();
    await cluster?.stop();
  });

  /** Nobody here makes pods of Deployments; their controller would say so. */
  const rolledOut = async (): Promise<void> => {
    const { metadata } = (await cluster.harness.must('GET', DEPLOYMENT)) as {
      metadata: { generation: number };
    };
    const status = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
    await cluster.harness.must('PATCH', `${DEPLOYMENT}/status`, {
      status: { observedGeneration: metadata.generation, ...status },
    });
  };
  const asPod = (name: string, spec: object = {}, container: object = {}): Manifest => {
    const template = podTemplate(rendered);
    const [main] = template.spec.containers;
    const containers = [{ ...main, ...container }];
    const metadata = { ...(template['metadata'] as object), name, namespace: 'layerwalk' };
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...template.spec, containers, ...spec } };
  };
  const created = (pod: Manifest) => cluster.harness.ask('POST', PODS, pod);

  test('every command of the page works, and strict validation has nothing to say', () => {
    const commands = [...said.keys()].filter((command) => command.startsWith('kubectl'));
    expect(commands.length).toBeGreaterThan(5);
    const applied = said.get(APPLY) ?? '';
    for (const { kind, metadata } of rendered)
      expect(applied).toMatch(new RegExp(`^${kind}(\\.\\S+)?/${metadata.name} serverside-applied$`, 'im'));
  });

  test('the components are taken, too, when they come later', async () => {
    await place.follow({ append: '  - ../deploy/narrow-egress\n' });
    const applied = await place.follow({ run: APPLY });
    expect(applied).toMatch(/^clusterrolebinding\S*\/layerwalk-exec serverside-applied$/m);
    const policies = '/apis/networking.k8s.io/v1/namespaces/layerwalk/networkpolicies/layerwalk';
    expect(await cluster.harness.must('GET', policies)).toMatchObject({ spec: { egress: [{}, {}] } });
  });

  test('the account may read what it needs, and neither Secrets nor anything that writes', () => {
    const may = said.get(`kubectl auth can-i --list --as=${USER}`) ?? '';
    expect(may).toMatch(/^networkpolicies\.networking\.k8s\.io .*\[get list\]/m);
    expect(may).not.toMatch(/secrets/);
    // Everybody may ask who they are, and what they may do.
    const granted = may.split('\n').filter((line) => !/^self\w+\.\w+\.k8s\.io /.test(line));
    expect(granted.length).toBeGreaterThan(10);
    expect(granted.filter((line) => WRITES.test(line))).toEqual([]);
  });

  test('its pods are admitted where the strictest Pod Security Standard is enforced', async () => {
    expect(await created(asPod('layerwalk-0'))).toMatchObject({ status: 201 });
    const loose = [
      asPod('no-seccomp', { securityContext: { runAsNonRoot: true } }),
      asPod('may-be-root', { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
      asPod('gains', {}, { securityContext: { capabilities: { drop: ['ALL'] } } }),
      asPod('capable', {}, { securityContext: { allowPrivilegeEscalation: false } }),
    ];
    for (const pod of loose) {
      const { status, body } = await created(pod);
      expect({ pod: pod.metadata.name, status }).toEqual({ pod: pod.metadata.name, status: 403 });
      expect(JSON.stringify(body)).toContain('violates PodSecurity \\"restricted');
    }
  });

  describe('the server, started as the pods start it', () => {
    let served: Served;
    beforeAll(async () => {
      const token = (await cluster.harness.must(
        'POST',
        '/api/v1/namespaces/layerwalk/serviceaccounts/layerwalk/token',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
      )) as { status: { token: string } };
      const kubeconfig = join(place.folder, 'pod.kubeconfig');
      writeKubeconfig({
        file: kubeconfig,
        server: cluster.server,
        authority: await readFile(cluster.authority, 'utf8'),
        user: 'pod',
        credential: { token: token.status.token },
      });
      await cluster.create([running('client'), running('server')]);
      served = await serveAs(podTemplate(rendered).spec, {
        tokens: join(place.folder, 'my-layerwalk/tokens'),
        kubeconfig,
      });
    });
    afterAll(() => served?.stop());

    const running = (name: string): Manifest => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'payments', labels: { app: name } },
      spec: { nodeName: 'node-a', containers: [{ name: 'main', image: 'example.test/x:1' }] },
      status: { phase: 'Running', podIP: '10.1.0.9', podIPs: [{ ip: '10.1.0.9' }] },
    });

    test('is alive and ready where the probes look', async () => {
      expect(await served.probes()).toEqual([
        ['livenessProbe', 200],
        ['readinessProbe', 200],
      ]);
    });

    test('answers by the names of its Service and of the page, and by no other', async () => {
      for (const host of ['layerwalk.layerwalk:8700', 'layerwalk.layerwalk.svc:8700', 'mcp.example.com'])
        expect([host, (await served.audit(host)).status]).toEqual([host, 200]);
      expect(await served.audit('rebound.example.net')).toMatchObject({ status: 403 });
    });

    test('asks the API server as its account, whose role is enough', async () => {
      const { finding } = await served.audit('layerwalk.layerwalk:8700');
      expect(finding).toMatchObject({ status: 'pass', layer: 'policy' });
      const asked = await cluster.requests(USER);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((one) => !isRead(one))).toEqual([]);
    });

    test('ends in peace within the time that it is given', async () => {
      expect(await served.stop()).toEqual({ code: 0, signal: null });
    });
  });
});

/** No engine is here that could build an image. */
const isForUs = (step: Instruction): boolean => !('run' in step && step.run.startsWith('docker '));

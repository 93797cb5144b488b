import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { layerwalk } from '../cli/program.ts';
import { layerwalkRoles } from '../cluster/layerwalk-role.ts';
import type { Manifest } from '../cluster/manifest.ts';
import { needs } from '../needs.ts';
import { DRAIN_MS } from '../../src/mcp/http/limits.ts';
import { podSpec, theOne } from './pick.ts';
import { programNeeds } from './programs.ts';
import { type Instruction, instructionsOf } from './readme.ts';
import { type Workplace, workplace } from './workplace.ts';

const AGENT = `
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: chat, labels: { app: agent } }
spec: { containers: [{ name: main, image: example.test/agent:1 }] }
`;

describe('what kustomize makes of deploy/', needs(programNeeds('kubectl')), () => {
  let place: Workplace;
  let base: Manifest[];
  beforeAll(async () => {
    place = await workplace();
    base = await place.render('deploy');
  });
  afterAll(() => place?.remove());

  /** deploy/ with components, rendered. */
  const withComponents = async (...components: string[]): Promise<Manifest[]> => {
    const name = `overlay-${components.join('-')}`;
    await mkdir(join(place.folder, name));
    const overlay = { resources: ['../deploy'], components: components.map((one) => `../deploy/${one}`) };
    await writeFile(join(place.folder, name, 'kustomization.yaml'), stringify(overlay));
    return place.render(name);
  };

  /** Asks a tool about manifests, together with a pod of somebody else. */
  const asked = async (objects: readonly Manifest[], ...words: string[]) => {
    const file = join(place.folder, 'rendered.yaml');
    await writeFile(file, [...objects.map((one) => stringify(one)), AGENT].join('---\n'));
    const { stdout, stderr } = await layerwalk([...words, '--manifests', file, '--json']);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
  const mayReach = (objects: readonly Manifest[], source: string, destination: string, port: number) =>
    asked(objects, 'netpol-audit', '--source', source, '--destination', destination, '--port', String(port));

  test('the role is that of rbac.yaml, bound to the account that the pods run as', async () => {
    const [role] = await layerwalkRoles('without exec');
    expect(base.filter(({ kind }) => kind === 'ClusterRole')).toHaveLength(2);
    expect(theOne(base, 'ClusterRole', 'layerwalk')['rules']).toEqual(role?.['rules']);
    const bindings = base.filter(({ kind }) => kind.endsWith('Binding'));
    expect(bindings).toMatchObject([
      {
        roleRef: { kind: 'ClusterRole', name: 'layerwalk' },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: podSpec(base)['serviceAccountName'],
            namespace: 'layerwalk',
          },
        ],
      },
    ]);
  });

  test('a pod is given longer to end than the server takes for it', () => {
    const { terminationGracePeriodSeconds: grace, containers } = podSpec(base);
    const { seconds } = containers[0].lifecycle.preStop.sleep;
    expect(grace).toBeGreaterThan(seconds + DRAIN_MS / 1_000 + 2);
  });

  test('the image has the version of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(podSpec(base).containers[0].image).toBe(`layerwalk:${version}`);
  });

  test('every object but the cluster-wide ones is in the namespace, which enforces what the pods keep to', () => {
    const outside = base.filter(({ metadata }) => metadata.namespace !== 'layerwalk').map(({ kind }) => kind);
    expect(new Set(outside)).toEqual(new Set(['Namespace', 'ClusterRole', 'ClusterRoleBinding']));
    expect(theOne(base, 'Namespace', 'layerwalk').metadata['labels']).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  test('the Service leads to the pods, as our own audit sees it', async () => {
    expect(await asked(base, 'service-audit', 'layerwalk/layerwalk', '--port', '8700')).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ layer: 'service', status: 'pass' })]),
    });
    const wrong = await asked(base, 'service-audit', 'layerwalk/layerwalk', '--port', '8080');
    expect(wrong).toMatchObject({ status: 'fail' });
  });

  test('policies let a client reach the port and no other, and the server reach what it probes', async () => {
    const server = 'layerwalk/deploy/layerwalk';
    expect(await mayReach(base, 'chat/agent', server, 8700)).toMatchObject({ status: 'pass' });
    expect(await mayReach(base, 'chat/agent', server, 9229)).toMatchObject({ status: 'fail' });
    expect(await mayReach(base, server, '192.0.2.7', 443)).toMatchObject({ status: 'pass' });
    expect(await mayReach(base, server, 'chat/agent', 6379)).toMatchObject({ status: 'pass' });
  });

  test('narrow-egress leaves DNS and API servers, and the port that is served', async () => {
    const narrow = await withComponents('narrow-egress');
    const server = 'layerwalk/deploy/layerwalk';
    expect(await mayReach(narrow, 'chat/agent', server, 8700)).toMatchObject({ status: 'pass' });
    expect(await mayReach(narrow, server, '192.0.2.7', 6443)).toMatchObject({ status: 'pass' });
    expect(await mayReach(narrow, server, '192.0.2.7', 53)).toMatchObject({ status: 'pass' });
    expect(await mayReach(narrow, server, 'chat/agent', 6379)).toMatchObject({ status: 'fail' });
  });

  test('exec adds the flag and the binding, and nothing else', async () => {
    const exec = await withComponents('exec');
    expect(podSpec(exec).containers[0].args).toEqual([...podSpec(base).containers[0].args, '--allow-exec']);
    const added = exec.filter(({ kind, metadata }) =>
      base.every((one) => one.kind !== kind || one.metadata.name !== metadata.name),
    );
    expect(added).toMatchObject([
      { kind: 'ClusterRoleBinding', roleRef: { kind: 'ClusterRole', name: 'layerwalk-exec' } },
    ]);
  });

  test('the overlay of the page names image, token and host, with exec besides', async () => {
    const steps = await instructionsOf(join(place.folder, 'deploy/README.md'));
    const [exec] = steps.filter((step) => 'append' in step);
    for (const step of steps) if (isLocal(step)) await place.follow(step);
    const mine = await place.render('my-layerwalk');
    const [container] = podSpec(mine).containers;
    expect(container.image).toMatch(/^registry\.example\.com\/layerwalk:\d/);
    expect(container.args).toContain('--allow-host=mcp.example.com');
    const [{ secret }] = podSpec(mine)['volumes'];
    const made = mine.find(({ kind }) => kind === 'Secret');
    expect(secret.secretName).toBe(made?.metadata.name);
    const docker = steps.flatMap((step) =>
      'run' in step && step.run.startsWith('docker') ? [step.run] : [],
    );
    expect(docker).toEqual([`docker build --tag ${container.image} .`, `docker push ${container.image}`]);
    await place.follow(exec!);
    expect(podSpec(await place.render('my-layerwalk')).containers[0].args).toContain('--allow-exec');
  });
});

/** What is done before a cluster is asked. */
const isLocal = (step: Instruction): boolean =>
  'write' in step || ('run' in step && /^(mkdir|echo) /.test(step.run));

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { connections } from '../../src/world/kubernetes/connections.ts';
import { podExec } from '../../src/world/kubernetes/exec.ts';
import { runProgram } from '../../src/world/vantage/pod/run-program.ts';
import { needs } from '../needs.ts';
import { SERVER } from '../world/tcp-lab.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { pod } from './shop.ts';

const START_MS = 120_000;
/** Each question starts a program, and that several in the pod. */
const TEST_MS = 60_000;
const signal = new AbortController().signal;
const labelled = (name: string, more: object): ReturnType<typeof pod> => ({ ...pod(name), ...more });

describe('a pod as the source of a question', { ...needs(containerNeeds()), timeout: TEST_MS }, () => {
  let scene: PodScene;
  let allowed: string;
  let forbidden: string;

  interface Asked {
    readonly status: number | null;
    readonly finding: Finding;
  }
  const ask = (
    from: string,
    { kubeconfig = allowed, exec = true, port = 8080, more = [] as string[] } = {},
  ): Promise<Asked> => {
    const flags = ['--from', from, '--json', '--kubeconfig', kubeconfig, ...(exec ? ['--allow-exec'] : [])];
    const args = ['src/main.ts', 'tcp-probe', SERVER, '--ports', String(port), ...flags, ...more];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ status, finding: JSON.parse(stdout) as Finding });
      });
    });
  };

  beforeAll(async () => {
    scene = await podScene({ bash: { environment: { https_proxy: 'http://user:secret@proxy.shop:3128' } } });
    await scene.cluster.create([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          selector: { matchLabels: { app: 'bash' } },
          template: {
            metadata: { labels: { app: 'bash' } },
            spec: { containers: [{ name: 'main', image: 'example.test/main:1' }] },
          },
        },
      },
      labelled('pending', { status: { phase: 'Pending' } }),
    ]);
    allowed = (await scene.cluster.kubeconfigFor(await layerwalkRoles('with exec'))).kubeconfig;
    forbidden = (await scene.cluster.kubeconfigFor(await layerwalkRoles('without exec'))).kubeconfig;
  }, START_MS);
  afterAll(() => scene?.[Symbol.asyncDispose]());

  test('a pod, and a workload by its newest pod: the finding says how it was sent', async () => {
    for (const from of ['shop/bash', 'shop/bash@main', 'shop/deploy/web']) {
      const { status, finding } = await ask(from);
      expect(status).toBe(0);
      expect(finding).toMatchObject({
        status: 'pass',
        vantage: {
          kind: 'pod',
          name: 'shop/bash',
          container: 'main',
          node: 'node-a',
          context: expect.any(String),
        },
      });
      expect(finding.notes[0]).toBe(
        'sent by exec in container main of shop/bash: to policies this was traffic of the pod itself',
      );
    }
  });

  test('refused by a reset, with the pod’s own kernel counters as evidence', async () => {
    const { status, finding } = await ask('shop/bash', { port: 9 });
    expect(status).toBe(1);
    expect(finding.checks[0]).toMatchObject({
      code: 'tcp.refused',
      summary: `${SERVER} refuses: a reset came back`,
    });
  });

  test('a recording answers the same with no cluster at all', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'layerwalk-pod-')), 'case.json');
    const first = await ask('shop/bash', { more: ['--record', file] });
    const again = await ask('shop/bash', { kubeconfig: forbidden, exec: false, more: ['--replay', file] });
    rmSync(dirname(file), { recursive: true });
    expect(again).toEqual(first);
  });

  test('exec is off unless start-up allows it', async () => {
    const { status, finding } = await ask('shop/bash', { exec: false });
    expect(status).toBe(2);
    expect(finding.checks[0]).toMatchObject({
      status: 'unknown',
      summary: 'Nothing can be sent from shop/bash: exec in pods is off (--allow-exec).',
      fix: { command: expect.stringContaining('kubectl -n shop debug -it bash') },
    });
    expect(finding.connectionsMade).toBe(0);
  });

  test('without permission: the exact rule', async () => {
    const { status, finding } = await ask('shop/bash', { kubeconfig: forbidden });
    expect(status).toBe(2);
    expect(finding.checks[0]).toMatchObject({
      status: 'unknown',
      summary: expect.stringContaining('the API server does not permit it (403)'),
      fix: {
        manifest: '- apiGroups: [""]\n  resources: ["pods/exec"]\n  verbs: ["get", "create"]\n',
        verify: 'kubectl auth can-i create pods --subresource=exec -n shop',
      },
    });
  });

  test.each([
    ['shop/absent', 'there is no such object'],
    ['shop/pending', 'none of its 1 pods runs'],
    ['shop/bash@sidecar', 'Pod shop/bash has no container sidecar.'],
    ['shop/deploy/absent', 'there is no such object'],
  ])('%s: %s', async (from, said) => {
    const { status, finding } = await ask(from);
    expect(status).toBe(2);
    expect(finding.checks[0]).toMatchObject({ status: 'unknown', summary: expect.stringContaining(said) });
  });

  test('a program’s output, its bound and its deadline', async () => {
    const exec = scene.exec('bash');
    const run = (script: string, { deadlineMs = 10_000, mostBytes = 1000 } = {}) =>
      runProgram(exec, { argv: ['bash', '-c', script], deadlineMs, mostBytes }, signal);
    expect(await run('echo out; echo err >&2; exit 7')).toMatchObject({
      exitCode: 7,
      stdout: Buffer.from('out\n'),
      stderr: 'err\n',
      truncated: false,
    });
    expect(await run('while :; do echo yyyyyyyyyyyyyyyyyyyy; done')).toMatchObject({
      exitCode: null,
      truncated: true,
    });
    expect(await run('read', { deadlineMs: 1500 })).toMatchObject({ exitCode: null, truncated: true });
    expect(await runProgram(exec, { argv: ['sh'], deadlineMs: 5_000, mostBytes: 1 }, signal)).toMatchObject({
      status: 'failed',
      reason: 'no-program',
    });
  });

  test('what cannot be reached is told apart', async () => {
    const start = async (kubeconfig: string, place: { pod?: string; container?: string }) => {
      const connect = connections({ kubeconfig, env: {} });
      const exec = podExec(() => connect(), { namespace: 'shop', pod: 'bash', container: 'main', ...place });
      return runProgram(exec, { argv: ['bash', '-c', ':'], deadlineMs: 10_000, mostBytes: 1 }, signal);
    };
    expect(await start(allowed, {})).toMatchObject({ exitCode: 0 });
    expect(await start(allowed, { pod: 'absent' })).toMatchObject({ reason: 'not-found' });
    expect(await start(allowed, { container: 'absent' })).toMatchObject({ reason: 'not-found' });
    expect(await start(forbidden, {})).toMatchObject({
      reason: 'forbidden',
      needs: { resource: 'pods/exec' },
    });
  });

  test('of the container’s environment, the proxy without its secret', async () => {
    const vantage = await scene.vantage('bash');
    const { proxy } = await vantage.hostView([], signal);
    expect(proxy).toEqual({
      https: { variable: 'https_proxy', url: 'http://proxy.shop:3128', credentials: true },
    });
  });
});

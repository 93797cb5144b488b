import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { SERVER } from '../world/tcp-lab.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';

const START_MS = 120_000;
const TEST_MS = 60_000;

interface Config {
  'current-context': string;
  clusters: { name: string; cluster: { server: string } }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
}

describe(
  'a pod of another context than the current one',
  { ...needs(containerNeeds()), timeout: TEST_MS },
  () => {
    let scene: PodScene;
    let kubeconfig: string;

    beforeAll(async () => {
      scene = await podScene({ bash: {} });
      const reader = await scene.cluster.kubeconfigFor(await layerwalkRoles('with exec'));
      const config = JSON.parse(readFileSync(reader.kubeconfig, 'utf8')) as Config;
      const [right] = config.contexts;
      const [cluster] = config.clusters;
      if (!right || !cluster) throw new Error('Not the kubeconfig of a reader.');
      config.contexts = [
        { ...right, name: 'right' },
        { name: 'elsewhere', context: { ...right.context, cluster: 'elsewhere' } },
      ];
      config.clusters = [cluster, { name: 'elsewhere', cluster: { server: 'https://127.0.0.1:9' } }];
      config['current-context'] = 'elsewhere';
      kubeconfig = join(scene.cluster.folder, 'two-contexts.kubeconfig');
      writeFileSync(kubeconfig, JSON.stringify(config));
    }, START_MS);
    afterAll(() => scene?.[Symbol.asyncDispose]());

    const ask = <T>(...args: string[]): Promise<T> =>
      new Promise((resolve) => {
        const flags = ['--json', '--kubeconfig', kubeconfig, '--allow-exec'];
        execFile(process.execPath, ['src/main.ts', ...args, ...flags], (_error, stdout) =>
          resolve(JSON.parse(stdout) as T),
        );
      });
    const target = `${SERVER}:8080`;
    const fromPod = { vantage: { kind: 'pod', name: 'shop/bash', context: 'right' } };

    test('diagnose looks from it in the context that the call names', async () => {
      const walked = await ask<Report>('diagnose', target, '--source', 'shop/bash', '--context', 'right');
      expect(walked).toMatchObject({ verdict: { status: 'pass' }, ...fromPod });
      const elsewhere = await ask<Report>('diagnose', target, '--source', 'shop/bash');
      expect(elsewhere.verdict.status).toBe('unknown');
    });

    test('a probe looks from it in the context of start-up', async () => {
      const probe = ['tcp-probe', SERVER, '--ports', '8080', '--from', 'shop/bash'];
      expect(await ask<Finding>(...probe, '--kube-context', 'right')).toMatchObject({
        status: 'pass',
        ...fromPod,
      });
      expect((await ask<Finding>(...probe)).status).toBe('unknown');
    });
  },
);

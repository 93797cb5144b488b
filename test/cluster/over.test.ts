import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { clusterNeeds, containerNeeds } from './programs.ts';
import { runInPod } from './run-in-pod.ts';
import { clusterRole, core, namespace, node, pod } from './shop.ts';
import { startCluster } from './start-cluster.ts';

const START_MS = 120_000;

const running = (): string => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });

describe('a cluster that is over', () => {
  test(
    'leaves nothing, and tells when a reader tried to write',
    { ...needs(clusterNeeds()), timeout: START_MS },
    async () => {
      const cluster = await startCluster();
      const { folder } = cluster;
      const reader = await cluster.kubeconfigFor([clusterRole('nothing')]);
      const writing = core(reader).deleteNamespace({ name: 'default' });
      await expect(writing).rejects.toMatchObject({ code: 403 });
      await expect(cluster.stop()).rejects.toThrow('A reader tried to write');
      expect(existsSync(folder)).toBe(false);
      await expect(fetch(cluster.server)).rejects.toThrow('fetch failed');
      expect(running()).not.toContain(folder);
    },
  );

  test(
    'ends what still runs in its containers',
    { ...needs(containerNeeds()), timeout: START_MS },
    async () => {
      const cluster = await startCluster();
      await cluster.create([namespace('shop'), node, pod('web')]);
      cluster.place({ namespace: 'shop', pod: 'web', name: 'main', programs: ['busybox'] });
      const reader = await cluster.kubeconfigFor(await layerwalkRoles('with exec'));
      const place = { namespace: 'shop', pod: 'web', container: 'main' };
      const seconds = String(1_000_000 + process.pid);
      const script = `sleep ${seconds} >/dev/null 2>&1 & ps -o args | grep -c '^sleep '`;
      expect((await runInPod(reader.kubeconfig, place, ['sh', '-c', script])).stdout).toBe('1\n');
      expect(running()).toContain(`sleep ${seconds}`);
      await cluster.stop();
      expect(running()).not.toContain(`sleep ${seconds}`);
    },
  );
});

import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namespaces } from '../lab/network/namespace.ts';
import { needs } from '../needs.ts';
import type { Container } from './container.ts';
import { containerNeeds } from './programs.ts';
import { type PodRun, runInPod } from './run-in-pod.ts';
import { clusterRole, core, namespace, node, pod, readPods } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

const START_MS = 120_000;
const ADDRESS = '198.51.100.7';

const runPrograms = (...verbs: string[]): object => ({ apiGroups: [''], resources: ['pods/exec'], verbs });

describe('containers', needs(containerNeeds()), () => {
  const network = namespaces()('client');
  let cluster: Cluster;
  let reader: Reader;

  const container = (name: string, more: Partial<Container>): Container => ({
    namespace: 'shop',
    pod: name,
    name: 'main',
    programs: [name],
    network,
    ...more,
  });
  const run = (name: string, argv: readonly string[], input?: string): Promise<PodRun> =>
    runInPod(reader.kubeconfig, { namespace: 'shop', pod: name, container: 'main' }, argv, input);

  beforeAll(async () => {
    execFileSync('ip', ['netns', 'add', network]);
    execFileSync('ip', ['-n', network, 'address', 'add', `${ADDRESS}/32`, 'dev', 'lo']);
    execFileSync('ip', ['-n', network, 'link', 'set', 'lo', 'up']);
    cluster = await startCluster();
    const names = ['busybox', 'bash', 'python3', 'nothing', 'node'];
    await cluster.create([namespace('shop'), node, ...names.map((name) => pod(name)), pod('unplaced')]);
    cluster.place(container('busybox', { logs: ['one', 'two', 'three'], previousLogs: ['panic'] }));
    cluster.place(
      container('bash', {
        environment: { HTTPS_PROXY: 'http://proxy:3128' },
        user: 1000,
        cgroup: { 'memory.max': '268435456\n' },
      }),
    );
    cluster.place(container('python3', { files: { '/etc/resolv.conf': 'nameserver 192.0.2.53\n' } }));
    cluster.place(container('nothing', { programs: [] }));
    cluster.place(container('node', { programs: [process.execPath, { name: 'lookup', path: 'getent' }] }));
    reader = await cluster.kubeconfigFor([clusterRole('run', readPods, runPrograms('get', 'create'))]);
  }, START_MS);
  afterAll(async () => {
    await cluster?.stop();
    spawnSync('ip', ['netns', 'delete', network]);
  });

  test('a program runs in the network of its pod, over the protocol of today', async () => {
    const ran = await run('busybox', ['ip', '-4', 'address', 'show', 'dev', 'lo']);
    expect(ran).toMatchObject({ status: { status: 'Success' }, protocol: 'v5.channel.k8s.io', stderr: '' });
    expect(ran.stdout).toContain(ADDRESS);
  });

  test('it has what the container carries and nothing else', async () => {
    const listed = await run('busybox', ['ls', '/usr/bin']);
    expect(listed.stdout.split('\n')).toEqual(expect.arrayContaining(['busybox', 'nc', 'nslookup', 'wget']));
    expect(listed.stdout.split('\n')).not.toContain('bash');
    expect((await run('busybox', ['cat', '/etc/resolv.conf'])).stdout).toContain(
      'search shop.svc.cluster.local',
    );
    expect((await run('busybox', ['ls', '/root'])).stderr).toContain('No such file');
  });

  test('bash alone, as another user, with its environment', async () => {
    const ran = await run('bash', ['bash', '-c', 'echo "$HTTPS_PROXY $UID"; echo no >&2']);
    expect(ran).toMatchObject({ stdout: 'http://proxy:3128 1000\n', stderr: 'no\n' });
    expect((await run('bash', ['sh', '-c', 'true'])).status).toMatchObject({
      status: 'Failure',
      reason: 'InternalError',
      message: expect.stringContaining('executable file not found in $PATH'),
    });
  });

  test('the kernel’s files are those of the container', async () => {
    const script =
      'echo /sys/class/net/*; echo "$(</sys/class/net/lo/mtu) $(</sys/fs/cgroup/memory.max)"; echo /proc/[0-9]*';
    // The kubelet's pause, bash itself, and no other.
    expect((await run('bash', ['bash', '-c', script])).stdout).toMatch(
      /^\/sys\/class\/net\/lo\n65536 268435456\n\/proc\/1 \/proc\/\d+\n$/,
    );
  });

  test('a kubelet that is not there is told apart from a container that is not', async () => {
    const daemonEndpoints = { kubeletEndpoint: { Port: 1 } };
    const away = pod('away');
    await cluster.create([
      { ...node, metadata: { name: 'node-b' }, status: { ...node.status, daemonEndpoints } },
      { ...away, spec: { ...(away['spec'] as object), nodeName: 'node-b' } },
    ]);
    expect((await run('away', ['true'])).status.message).toContain('connection refused');
  });

  test('python3 alone, with its modules', async () => {
    const program = `import socket, ssl
listening = socket.create_server(("${ADDRESS}", 0))
print(socket.create_connection(listening.getsockname(), 2).getpeername()[0])
print(open("/etc/resolv.conf").read())`;
    expect(await run('python3', ['python3', '-c', program])).toMatchObject({
      stdout: `${ADDRESS}\nnameserver 192.0.2.53\n\n`,
      stderr: '',
    });
  });

  test('a container without programs runs none, by name or by path', async () => {
    for (const program of ['cat', '/bin/sh']) {
      const { status } = await run('nothing', [program]);
      expect(status.message).toContain(`exec: "${program}": executable file not found`);
    }
  });

  test('programs from elsewhere, or under another name', async () => {
    expect((await run('node', ['node', '-p', '1 + 1'])).stdout).toBe('2\n');
    expect((await run('node', ['lookup', 'hosts', 'localhost'])).stdout).toContain('localhost');
  });

  test('input arrives and exit codes come back', async () => {
    expect((await run('busybox', ['cat'], 'some\nlines\n')).stdout).toBe('some\nlines\n');
    const failed = (await run('busybox', ['sh', '-c', 'exit 7'])).status;
    expect(failed.details?.causes).toEqual([{ reason: 'ExitCode', message: '7' }]);
    const killed = (await run('busybox', ['sh', '-c', 'kill -9 $$'])).status;
    expect(killed.details?.causes).toEqual([{ reason: 'ExitCode', message: '137' }]);
  });

  test('much output is whole', async () => {
    const { stdout } = await run('busybox', ['sh', '-c', 'yes 0123456789abcde | head -c 4194304']);
    expect(stdout).toBe('0123456789abcde\n'.repeat(262_144));
  });

  test('RBAC decides who may run programs', async () => {
    const place = { namespace: 'shop', pod: 'busybox', container: 'main' };
    for (const rules of [[], [runPrograms('get')], [runPrograms('create')]]) {
      const other = await cluster.kubeconfigFor([clusterRole('less', readPods, ...rules)]);
      await expect(runInPod(other.kubeconfig, place, ['true'])).rejects.toThrow('403');
    }
    await run('busybox', ['true']);
    const asked = (await cluster.requests(reader.user)).at(-1);
    expect(asked).toMatchObject({ verb: 'get', resource: 'pods/exec', namespace: 'shop', name: 'busybox' });
  });

  test('the kubelet says what it does not know', async () => {
    expect((await run('unplaced', ['true'])).status.message).toContain('pod does not exist');
    const absent = { namespace: 'shop', pod: 'busybox', container: 'sidecar' };
    const refused = runInPod(reader.kubeconfig, absent, ['true']);
    await expect(refused).rejects.toThrow('400'); // The API server knows the containers of a pod itself.
  });

  test('logs are read as of a real container', async () => {
    const read = { namespace: 'shop', name: 'busybox', container: 'main' };
    expect(await core(reader).readNamespacedPodLog(read)).toBe('one\ntwo\nthree\n');
    expect(await core(reader).readNamespacedPodLog({ ...read, tailLines: 1 })).toBe('three\n');
    expect(await core(reader).readNamespacedPodLog({ ...read, limitBytes: 5 })).toBe('one\nt');
    expect(await core(reader).readNamespacedPodLog({ ...read, previous: true })).toBe('panic\n');
    const never = core(reader).readNamespacedPodLog({ ...read, name: 'bash', previous: true });
    await expect(never).rejects.toThrow(/previous terminated container/);
  });
});

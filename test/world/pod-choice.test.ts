import { describe, expect, test } from 'vitest';
import { Pod } from '../../src/core/kubernetes/pod.ts';
import { chooseContainer } from '../../src/world/vantage/pod/choose-container.ts';
import { choosePod, samplePods } from '../../src/core/kubernetes/choose-pod.ts';
import { variables } from '../../src/world/vantage/pod/environment.ts';
import { headroom } from '../../src/world/vantage/pod/headroom.ts';
import { OwnConnections } from '../../src/world/vantage/pod/own-connections.ts';
import { ipv4Routes, ipv6Routes, ownIpv4, routeTo } from '../../src/world/vantage/pod/routes.ts';

interface Told {
  readonly at: number;
  readonly node?: string;
  readonly ready?: boolean;
  readonly phase?: string;
  readonly leaving?: boolean;
}

const pod = (name: string, { at, node = 'a', ready = true, phase = 'Running', leaving = false }: Told): Pod =>
  Pod.parse({
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: `2026-11-23T08:00:0${at}Z`,
      ...(leaving && { deletionTimestamp: '2026-11-23T09:00:00Z' }),
    },
    spec: { nodeName: node, containers: [{ name: 'app' }] },
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
const names = (pods: readonly Pod[]): string[] => pods.map(({ metadata }) => metadata.name);

describe('which pod', () => {
  test('the newest that is ready; one that is not ready rather than none; none that does not run', () => {
    const old = pod('old', { at: 1 });
    const fresh = pod('fresh', { at: 2 });
    const unready = pod('unready', { at: 3, ready: false });
    const pending = pod('pending', { at: 4, phase: 'Pending' });
    const leaving = pod('leaving', { at: 5, leaving: true });
    expect(choosePod([unready, fresh, leaving, old, pending])).toBe(fresh);
    expect(choosePod([unready, pending, leaving])).toBe(unready);
    expect(choosePod([pending, leaving])).toBeUndefined();
  });

  test('a sample: the newest, the oldest, and one on another node', () => {
    const pods = [
      pod('p1', { at: 1 }),
      pod('p2', { at: 2, node: 'b' }),
      pod('p3', { at: 3 }),
      pod('p4', { at: 4 }),
    ];
    expect(names(samplePods(pods))).toEqual(['p4', 'p1', 'p2']);
    expect(names(samplePods(pods.slice(0, 1)))).toEqual(['p1']);
    expect(samplePods([])).toEqual([]);
  });
});

describe('which container', () => {
  const of = (containers: string[], marked?: string): Pod =>
    Pod.parse({
      metadata: {
        name: 'p',
        namespace: 'shop',
        ...(marked !== undefined && { annotations: { 'kubectl.kubernetes.io/default-container': marked } }),
      },
      spec: { containers: containers.map((name) => ({ name })) },
      status: {},
    });
  test('the one asked for, the marked one, the first; never a proxy of a mesh unasked', () => {
    expect(chooseContainer(of(['app', 'log']), 'log')).toBe('log');
    expect(chooseContainer(of(['app']), 'other')).toBeUndefined();
    expect(chooseContainer(of(['log', 'app'], 'app'))).toBe('app');
    expect(chooseContainer(of(['istio-proxy', 'app'], 'istio-proxy'))).toBe('app');
    expect(chooseContainer(of(['linkerd-proxy', 'app']))).toBe('app');
    expect(chooseContainer(of(['istio-proxy']))).toBeUndefined();
    expect(chooseContainer(of(['istio-proxy']), 'istio-proxy')).toBe('istio-proxy');
  });
});

describe('what the files of a container say', () => {
  const MIB = 1024 * 1024;
  test('memory: what the kernel can give back is not in use', () => {
    const v2 = (max: string, current: number, inactive: number) =>
      new Map([
        ['/sys/fs/cgroup/memory.max', `${max}\n`],
        ['/sys/fs/cgroup/memory.current', `${current}\n`],
        ['/sys/fs/cgroup/memory.stat', `anon 1\ninactive_file ${inactive}\n`],
      ]);
    expect(headroom(v2(String(256 * MIB), 200 * MIB, 100 * MIB))).toBe(156 * MIB);
    expect(headroom(v2('max', 200 * MIB, 0))).toBeUndefined();
    const v1 = new Map([
      ['/sys/fs/cgroup/memory/memory.limit_in_bytes', '9223372036854771712\n'],
      ['/sys/fs/cgroup/memory/memory.usage_in_bytes', '1000\n'],
    ]);
    expect(headroom(v1)).toBeUndefined();
    expect(headroom(new Map())).toBeUndefined();
  });

  test('of the environment only what resolvers and HTTP clients read is kept', () => {
    const text =
      'PATH=/bin\0AWS_SECRET_ACCESS_KEY=abc\0https_proxy=http://u:p@proxy:3128\0NO_PROXY=10.0.0.0/8,.svc\0';
    expect(variables(text)).toEqual({ https_proxy: 'http://u:p@proxy:3128', NO_PROXY: '10.0.0.0/8,.svc' });
  });

  test('routes: the most specific, then the lowest metric; rejecting ones lead nowhere', () => {
    const v4 = ipv4Routes(
      [
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT',
        'eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0',
        'eth1\t00000000\t0101A8C0\t0003\t0\t0\t50\t00000000\t0\t0\t0',
        'eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
        '*\t006433C6\t00000000\t0201\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      ].join('\n'),
    );
    expect(routeTo(v4, '192.168.1.7')).toMatchObject({ device: 'eth0', direct: true });
    expect(routeTo(v4, '203.0.113.1')).toMatchObject({ device: 'eth1', direct: false });
    expect(routeTo(v4, '198.51.100.9')).toBeUndefined();
    const v6 = ipv6Routes(
      'fd810001000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0\n',
    );
    expect(routeTo(v6, 'fd81:1::9')).toMatchObject({ device: 'eth0' });
    expect(routeTo(v6, '2001:db8::1')).toBeUndefined();
    const trie =
      'Local:\n     |-- 10.1.0.7\n        /32 host LOCAL\n     |-- 10.1.0.255\n        /32 link BROADCAST\n';
    expect(ownIpv4(trie)).toEqual(['10.1.0.7']);
  });

  test('our own connections are left out: by local port, else the youngest', () => {
    const row = (localPort: number, inode: number) => ({
      local: { address: '10.1.0.7', port: localPort },
      remote: { address: '192.0.2.7', port: 443 },
      state: 'ESTABLISHED',
      txQueue: 0,
      rxQueue: 0,
      timer: 'none',
      timerLeft: 0,
      retransmits: 0,
      inode,
    });
    const own = new OwnConnections();
    const to = { address: '192.0.2.7', port: 443 };
    const known = own.begin(to);
    known.localPort = 50_001;
    own.begin(to);
    const rows = [row(50_001, 70), row(50_002, 90), row(50_003, 20)];
    expect(own.without(rows).map(({ inode }) => inode)).toEqual([20]);
    known.over();
    expect(own.without(rows).map(({ inode }) => inode)).toEqual([70, 20]);
  });
});

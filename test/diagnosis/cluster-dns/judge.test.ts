import { describe, expect, test } from 'vitest';
import { type Case, type Server, serverKind } from '../../../src/diagnosis/cluster/dns/evaluate/case.ts';
import { judgeClusterDns } from '../../../src/diagnosis/cluster/dns/evaluate/evaluate.ts';
import type { ClusterDns } from '../../../src/diagnosis/cluster/dns/observation.ts';
import {
  type Code,
  corefileOf,
  dead,
  exchange,
  healthy,
  KUBE_DNS,
  logOf,
  lookupOf,
  many,
  none,
  ofOutside,
  ofRedis,
  podOf,
  refused,
  rowOf,
} from './sample.ts';

const REDIS = 'redis.cache.svc.cluster.local.';
const OUTSIDE = 'api.example.com.';
const silent = lookupOf([exchange(REDIS)]);
const codes = (about: Case) => {
  const { row, more } = judgeClusterDns(about);
  return [...(row ? [row] : []), ...more].map(({ status, code }) => `${status} ${code ?? '-'}`);
};

describe('dns.cluster-down', () => {
  const about = ofRedis({ seen: dead, lookup: silent, row: rowOf('dns.timeout') });

  test('no reply, and no endpoint that is ready', () => {
    const { row, more } = judgeClusterDns(about);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      code: 'dns.cluster-down',
      status: 'fail',
      fix: { command: 'kubectl -n kube-system describe pods -l k8s-app=kube-dns' },
    });
    expect(row?.evidence).toEqual([
      'as dns_lookup says [dns.timeout]',
      'Service kube-system/kube-dns (10.96.0.10): 0 of 2 endpoints ready',
      'pod kube-system/coredns-1: CrashLoopBackOff, restarted 3 times, last exit code 1, node node-a',
      'pod kube-system/coredns-2: CrashLoopBackOff, restarted 3 times, last exit code 1, node node-a',
    ]);
  });
  test('no pods at all', () => {
    const { row } = judgeClusterDns({ ...about, seen: { ...dead, slices: many(), pods: none } });
    expect(row?.code).toBe('dns.cluster-down');
    expect(row?.fix?.summary).toContain('There are no pods');
  });
  test.each<[string, Partial<Case>]>([
    ['one endpoint is ready', { seen: healthy }],
    [
      'the endpoints could not be read',
      { seen: { ...dead, slices: { ...none, failure: refused('endpointslices') } } },
    ],
    ['not all endpoints were read', { seen: { ...dead, slices: { ...none, truncated: true } } }],
    ['the server answers', { lookup: lookupOf([exchange(REDIS, 'NXDOMAIN')]), row: rowOf('dns.nxdomain') }],
    [
      'the pod asks another server',
      {
        ...ofOutside({}),
        named: undefined,
        lookup: lookupOf([exchange(OUTSIDE)], { nameservers: ['10.0.0.2'] }),
      },
    ],
  ])('not where %s', (_why, more) => {
    expect(codes({ ...about, ...more })).not.toContain('fail dns.cluster-down');
  });
  test('what may not be read is unknown, with the rule', () => {
    const seen: ClusterDns = { ...dead, slices: { ...none, failure: refused('endpointslices') } };
    const { row, more } = judgeClusterDns({ ...about, seen });
    expect(row?.code).toBe('dns.timeout');
    expect(more).toMatchObject([
      {
        status: 'unknown',
        layer: 'dns',
        fix: { verify: 'kubectl auth can-i list endpointslices -n kube-system' },
      },
    ]);
  });
});

describe('dns.coredns-loop', () => {
  const LOOP =
    '[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 1.2."';
  const looping = { ...dead, logs: [logOf('coredns-1', [LOOP], { recent: false })] };
  const about = ofRedis({ seen: looping, lookup: silent, row: rowOf('dns.timeout') });

  test('its own word, and pods that start again and again', () => {
    const { row } = judgeClusterDns(about);
    expect(row).toMatchObject({ code: 'dns.coredns-loop', status: 'fail' });
    expect(row?.untrusted).toMatchObject([{ source: 'log of coredns-1' }]);
  });
  test('on one node of several it is a warning', () => {
    const pods = many(podOf('coredns-1', { ready: false, restarts: 3 }), podOf('coredns-2'));
    expect(codes({ ...about, seen: { ...healthy, pods, logs: looping.logs } })).toEqual([
      'fail dns.timeout',
      'warn dns.coredns-loop',
    ]);
  });
  test.each<[string, ClusterDns]>([
    ['the log does not say so', { ...dead, logs: [logOf('coredns-1', ['[ERROR] plugin/errors: x'])] }],
    [
      'the pods are not started again',
      { ...looping, pods: many(podOf('coredns-1', { spec: {} })), slices: dead.slices },
    ],
  ])('not where %s', (_why, seen) => {
    expect(codes({ ...about, seen })).toEqual(['fail dns.cluster-down']);
  });
});

describe('dns.upstream-unreachable', () => {
  const TIMEOUT =
    '[ERROR] plugin/errors: 2 api.example.com. A: read udp 10.244.0.2:39999->10.0.0.2:53: i/o timeout';
  const controls = {
    inside: exchange('kubernetes.default.svc.cluster.local.', 'NOERROR', { data: ['10.96.0.1'] }),
    outside: exchange('.', 'SERVFAIL', { type: 'NS' }),
  };
  const seen = { ...healthy, controls, logs: [logOf('coredns-1', [TIMEOUT])] };
  const about = ofOutside({
    seen,
    lookup: lookupOf([exchange(OUTSIDE, 'SERVFAIL')]),
    row: rowOf('dns.servfail'),
  });

  test('inside answers, outside does not, and the log says why', () => {
    const { row } = judgeClusterDns(about);
    expect(row).toMatchObject({ code: 'dns.upstream-unreachable', status: 'fail' });
    expect(row?.evidence).toContain('names from outside are forwarded to 10.0.0.2');
  });
  test.each<[string, Partial<Case>]>([
    [
      'names of the cluster fail too',
      { seen: { ...seen, controls: { ...controls, inside: exchange('k.') } } },
    ],
    [
      'the root answers: only this name fails',
      {
        seen: {
          ...seen,
          controls: { ...controls, outside: exchange('.', 'NOERROR', { type: 'NS', data: ['a.'] }) },
        },
      },
    ],
    ['the log says nothing', { seen: { ...seen, logs: [logOf('coredns-1', [])] } }],
    ['the log is old', { seen: { ...seen, logs: [logOf('coredns-1', [TIMEOUT], { recent: false })] } }],
    ['nothing was asked as a control', { seen: { ...healthy, logs: seen.logs } }],
  ])('not where %s', (_why, more) => {
    expect(codes({ ...about, ...more })).toEqual(['fail dns.servfail']);
  });
  test('without the log it is unknown', () => {
    const failure = refused('pods/log', 'get');
    const { more } = judgeClusterDns({
      ...about,
      seen: { ...seen, logs: [logOf('coredns-1', [], { failure })] },
    });
    expect(more).toMatchObject([
      { status: 'unknown', fix: { verify: 'kubectl auth can-i get pods --subresource=log -n kube-system' } },
    ]);
  });
});

describe('dns.wrong-policy', () => {
  const lookup = lookupOf([exchange(REDIS, 'NXDOMAIN', { server: '10.0.0.2' })], {
    nameservers: ['10.0.0.2'],
  });
  const host = { object: podOf('api', { spec: { hostNetwork: true } }) };
  const about = ofRedis({ seen: { ...healthy, source: host }, lookup, row: rowOf('dns.nxdomain') });

  test('the servers of its node, by hostNetwork', () => {
    expect(judgeClusterDns(about).row).toMatchObject({
      code: 'dns.wrong-policy',
      fix: { summary: 'Set dnsPolicy: ClusterFirstWithHostNet in the pod’s template.' },
    });
  });
  test.each([
    ['Default', 'Set dnsPolicy: ClusterFirst'],
    ['None', 'Name the cluster’s DNS in dnsConfig.nameservers (10.96.0.10)'],
  ])('dnsPolicy %s', (dnsPolicy, fix) => {
    const source = { object: podOf('api', { spec: { dnsPolicy } }) };
    expect(judgeClusterDns({ ...about, seen: { ...healthy, source } }).row?.fix?.summary).toContain(fix);
  });
  test.each<[string, Partial<Case>]>([
    ['it is a name from outside', { ...ofOutside({}), named: undefined }],
    [
      'one of its servers is the cluster’s',
      { lookup: { ...lookup, config: { ...lookup.config, nameservers: ['10.0.0.2', KUBE_DNS] } } },
    ],
    ['the cluster’s DNS is not known', { seen: { ...healthy, services: none } }],
    ['there is no such Service', { service: { cluster: { source: 'live' }, requests: 1 } }],
    ['its servers say nothing', { row: rowOf('dns.timeout') }],
    [
      'its server may be one of the cluster’s',
      { lookup: { ...lookup, config: { ...lookup.config, nameservers: ['169.254.25.10'] } } },
    ],
  ])('not where %s', (_why, more) => {
    expect(codes({ ...about, ...more })).not.toContain('fail dns.wrong-policy');
  });
});

describe('dns.corefile-rewrite', () => {
  const rename = corefileOf('rewrite name redis.cache.svc.cluster.local redis.old.svc.cluster.local');
  const about = ofRedis({
    seen: { ...healthy, corefile: rename },
    lookup: lookupOf([exchange(REDIS, 'NXDOMAIN')]),
    row: rowOf('dns.nxdomain'),
  });

  test('the Service exists, its name does not, and a rule matches', () => {
    const { row } = judgeClusterDns(about);
    expect(row).toMatchObject({
      code: 'dns.corefile-rewrite',
      status: 'fail',
      fix: { command: 'kubectl -n kube-system edit configmap coredns' },
    });
    expect(row?.untrusted?.[0]?.text).toBe(
      'rewrite name redis.cache.svc.cluster.local redis.old.svc.cluster.local',
    );
  });
  test('a name from outside that a template denies', () => {
    const corefile = corefileOf('template ANY ANY example.com {\n rcode NXDOMAIN\n}');
    const lookup = lookupOf([exchange(OUTSIDE, 'NXDOMAIN')]);
    const own = ofOutside({ seen: { ...healthy, corefile }, lookup, row: rowOf('dns.nxdomain') });
    expect(codes(own)).toEqual(['fail dns.corefile-rewrite']);
  });
  test.each<[Code, string[]]>([
    ['dns.servfail', ['fail dns.corefile-rewrite']],
    ['dns.nxdomain', ['fail dns.nxdomain']],
  ])('hosts without fallthrough answers SERVFAIL: %s', (code, expected) => {
    const corefile = corefileOf('hosts {\n 10.9.9.9 other.example\n}');
    const lookup = lookupOf([exchange(OUTSIDE, code === 'dns.servfail' ? 'SERVFAIL' : 'NXDOMAIN')]);
    expect(codes(ofOutside({ seen: { ...healthy, corefile }, lookup, row: rowOf(code) }))).toEqual(expected);
  });
  test('not for a name from outside that a cache on the node was asked for', () => {
    const corefile = corefileOf('template ANY ANY example.com {\n rcode NXDOMAIN\n}');
    const server = '169.254.20.10';
    const lookup = lookupOf([exchange(OUTSIDE, 'NXDOMAIN', { server })], { nameservers: [server] });
    const own = ofOutside({ seen: { ...healthy, corefile }, lookup, row: rowOf('dns.nxdomain') });
    expect(codes(own)).toEqual(['fail dns.nxdomain']);
  });
  test('a name that leads elsewhere is a warning', () => {
    const corefile = corefileOf('hosts {\n 10.9.9.9 redis.cache.svc.cluster.local\n fallthrough\n}');
    const lookup = lookupOf([exchange(REDIS, 'NOERROR', { data: ['10.9.9.9'] })]);
    expect(codes(ofRedis({ seen: { ...healthy, corefile }, lookup }))).toEqual(['warn dns.corefile-rewrite']);
  });
  test.each<[string, Partial<Case>]>([
    ['no rule matches', { seen: healthy }],
    [
      'the rule matches another name',
      { seen: { ...healthy, corefile: corefileOf('rewrite name mysql.cache x.y') } },
    ],
    [
      'it may match, which is not known',
      { seen: { ...healthy, corefile: corefileOf('rewrite name regex (?i)redis x.y') } },
    ],
    ['there is no such Service', { service: { cluster: { source: 'live' }, requests: 1 } }],
    [
      'the rule gives an answer, and there was none',
      {
        seen: {
          ...healthy,
          corefile: corefileOf('hosts {\n 10.9.9.9 redis.cache.svc.cluster.local\n fallthrough\n}'),
        },
      },
    ],
    ['nothing came back at all', { lookup: silent, row: rowOf('dns.timeout') }],
    ['the server could not answer, which is no word on the new name', { row: rowOf('dns.servfail') }],
  ])('not where %s', (_why, more) => {
    expect(codes({ ...about, ...more })).not.toContain('fail dns.corefile-rewrite');
  });
  test('not where the name leads where it should', () => {
    const lookup = lookupOf([exchange(REDIS, 'NOERROR', { data: ['10.96.12.34'] })]);
    expect(codes(ofRedis({ seen: { ...healthy, corefile: rename }, lookup }))).toEqual([]);
  });
  test('a Corefile that may not be read is unknown, with the one object that is meant', () => {
    const failure = {
      ...refused('configmaps', 'get'),
      needs: { verb: 'get', apiGroup: '', resource: 'configmaps', namespace: 'kube-system', name: 'coredns' },
    } as const;
    const { more } = judgeClusterDns({
      ...about,
      seen: { ...healthy, corefile: { name: 'coredns', failure } },
    });
    expect(more).toMatchObject([
      { status: 'unknown', fix: { verify: 'kubectl auth can-i get configmaps/coredns -n kube-system' } },
    ]);
  });
});

test('what is known of the cluster’s DNS is evidence where it explains nothing', () => {
  const { row } = judgeClusterDns(ofRedis({ lookup: silent, row: rowOf('dns.timeout') }));
  expect(row?.code).toBe('dns.timeout');
  expect(row?.evidence).toContain('Service kube-system/kube-dns (10.96.0.10): 2 of 2 endpoints ready');
});

test.each<[string, ClusterDns, Server]>([
  [KUBE_DNS, healthy, 'cluster'],
  ['10.0.0.2', healthy, 'other'],
  ['169.254.20.10', healthy, 'node-local'],
  ['169.254.25.10', healthy, 'unknown'],
  ['169.254.25.10', { ...healthy, nodeLocal: many(podOf('node-local-dns-1')) }, 'node-local'],
  ['169.254.169.253', { ...healthy, nodeLocal: many(podOf('node-local-dns-1')) }, 'other'],
  ['169.254.169.254', healthy, 'unknown'],
  ['10.0.0.2', { ...healthy, services: none }, 'unknown'],
])('%s is to the cluster: %s', (server, seen, kind) => {
  expect(serverKind(seen, server)).toBe(kind);
});

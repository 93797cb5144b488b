import { describe, expect, test } from 'vitest';
import { AdminNetworkPolicy } from '../../../src/core/kubernetes/admin-network-policy.ts';
import { ClusterNetworkPolicy } from '../../../src/core/kubernetes/cluster-network-policy.ts';
import { EndpointSlice } from '../../../src/core/kubernetes/endpoint-slice.ts';
import { Namespace } from '../../../src/core/kubernetes/namespace.ts';
import { NetworkPolicy } from '../../../src/core/kubernetes/network-policy.ts';
import { Node } from '../../../src/core/kubernetes/node.ts';
import { Pod, podAddresses } from '../../../src/core/kubernetes/pod.ts';
import { Service } from '../../../src/core/kubernetes/service.ts';
import { templateOf, Workload } from '../../../src/core/kubernetes/workload.ts';

const metadata = { name: 'a', namespace: 'b', uid: 'dropped', annotations: { other: 'dropped' } };
const labelled = { matchLabels: { app: 'x' } };

const SAMPLES = [
  ['Namespace', Namespace, { metadata: { name: 'a', labels: null } }],
  [
    'Node',
    Node,
    { metadata: { name: 'a' }, status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] } },
  ],
  [
    'Pod',
    Pod,
    {
      metadata: {
        ...metadata,
        managedFields: [{ manager: 'kubectl', time: '2026-11-23T14:02:00Z', fieldsV1: {} }],
      },
      spec: {
        containers: [
          {
            name: 'c',
            ports: [{ containerPort: 80 }],
            env: [
              { name: 'HTTPS_PROXY', value: 'http://proxy:3128' },
              { name: 'PASSWORD', value: 'secret' },
            ],
          },
        ],
        initContainers: null,
      },
      status: { podIP: '10.1.0.1', podIPs: null },
    },
  ],
  ['Service', Service, { metadata, spec: { ports: [{ port: 80, targetPort: 'http' }], selector: null } }],
  [
    'EndpointSlice',
    EndpointSlice,
    { metadata, addressType: 'IPv4', endpoints: null, ports: [{ name: '', port: 80 }] },
  ],
  ['Workload', Workload, { kind: 'Deployment', metadata, spec: { selector: labelled } }],
  [
    'NetworkPolicy',
    NetworkPolicy,
    { metadata, spec: { podSelector: {}, ingress: [{ from: [{ podSelector: null }] }] } },
  ],
  [
    'AdminNetworkPolicy',
    AdminNetworkPolicy,
    {
      metadata: { name: 'a' },
      spec: {
        priority: 1,
        subject: { namespaces: {} },
        ingress: [{ action: 'Deny', from: [{ later: {} }] }],
      },
    },
  ],
  [
    'ClusterNetworkPolicy',
    ClusterNetworkPolicy,
    {
      metadata: { name: 'a' },
      spec: {
        tier: 'Admin',
        priority: 1,
        subject: { namespaces: {} },
        egress: [{ action: 'Accept', to: [{ networks: ['0.0.0.0/0'] }], protocols: [{ tcp: {} }] }],
      },
    },
  ],
] as const;

describe.each(SAMPLES)('%s', (_name, shape, sample) => {
  test('reads what the API writes, and reads what it wrote itself', () => {
    const once = shape.parse(sample);
    expect(shape.parse(structuredClone(once))).toEqual(once);
    expect(shape.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
    expect(JSON.stringify(once)).not.toContain('dropped');
    expect(JSON.stringify(once)).not.toContain('secret');
  });
});

test('a field that is not known stays visible as one', () => {
  const policy = AdminNetworkPolicy.parse(SAMPLES[7][2]);
  expect(policy.spec.ingress[0]?.from[0]).toMatchObject({ later: true });
});

test('an empty selector is not a missing one', () => {
  const policy = NetworkPolicy.parse({
    metadata,
    spec: { ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: null }] }] },
  });
  expect(policy.spec.podSelector).toBeUndefined();
  expect(policy.spec.ingress[0]?.from).toEqual([{ podSelector: {} }, {}]);
});

test('proxy variables are kept and nothing else of the environment', () => {
  const pod = Pod.parse(SAMPLES[2][2]);
  expect(pod.spec.containers[0]?.env).toEqual([{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }]);
  expect(podAddresses(pod)).toEqual(['10.1.0.1']);
});

test.each(['name with blanks', '../x', 'a\nb', ''])('%j is no name', (name) => {
  expect(Namespace.safeParse({ metadata: { name } }).success).toBe(false);
});

test('a label with a value that no label can have is refused', () => {
  expect(Namespace.safeParse({ metadata: { name: 'a', labels: { app: 'x y' } } }).success).toBe(false);
});

test('a CronJob’s template is its job’s, a ReplicationController’s selector a map', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };
  const cron = Workload.parse({ kind: 'CronJob', metadata, spec: { jobTemplate: { spec: { template } } } });
  expect(templateOf(cron)?.metadata.labels).toEqual({ app: 'x' });
  const rc = Workload.parse({ kind: 'ReplicationController', metadata, spec: { selector: { app: 'x' } } });
  expect(rc.spec.selector).toEqual({ matchLabels: { app: 'x' } });
});

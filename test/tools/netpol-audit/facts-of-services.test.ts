import { describe, expect, test } from 'vitest';
import { netpolAudit } from '../../../src/tools/netpol-audit/tool.ts';
import { BASE, CALICO, FROM_PAYMENTS, namespace, pod, policy, said, service } from './asked-of-files.ts';

// What plugins and Services make of policies: numbers are those of the facts about NetworkPolicy.
const admits = (port: number) =>
  policy('cache/allow', { ingress: [{ from: [FROM_PAYMENTS], ports: [{ port }] }] });
const onService = { destination: 'cache/svc/redis', port: 80 };

test('16: what plugins do with ICMP differs, so that nothing is claimed of it', () => {
  const asked = { source: 'payments/api', destination: 'cache/redis', port: 6379, protocol: 'ICMP' };
  expect(netpolAudit.input.safeParse(asked).success).toBe(false);
});

describe('22: Services', () => {
  test.each([
    ['are judged on the targetPort', admits(6379), ['pass']],
    ['and not on their own port', admits(80), ['fail policy.service-port']],
  ])('%s', async (_, allowed, expected) => {
    expect(await said([...BASE, CALICO, service({}), allowed], onService)).toEqual(expected);
  });

  test('headless: the pod, whose port is dialled', async () => {
    const headless = service({ clusterIP: 'None', ports: [{ port: 6379, targetPort: 6379 }] });
    const asked = { ...onService, port: 6379 };
    expect(await said([...BASE, CALICO, headless, admits(6379)], asked)).toEqual(['pass']);
    expect(await said([...BASE, CALICO, headless, admits(80)], asked)).toEqual([
      'fail policy.ingress-denied',
    ]);
  });

  test('ExternalName is DNS only', async () => {
    const elsewhere = service({
      type: 'ExternalName',
      externalName: 'db.example.com',
      selector: null,
      ports: [],
    });
    expect(await said([...BASE, CALICO, elsewhere, admits(6379)], onService)).toEqual(['unknown']);
  });
});

describe('23: from outside by a Service', () => {
  const outside = { ...onService, source: '198.51.100.7' };
  const block = policy('cache/block', { ingress: [{ from: [{ ipBlock: { cidr: '198.51.100.0/24' } }] }] });

  test.each(['Cluster', 'Local'])('externalTrafficPolicy %s', async (externalTrafficPolicy) => {
    const entered = service({ type: 'LoadBalancer', externalTrafficPolicy });
    const [first] = await said([...BASE, CALICO, entered, block], outside);
    // Of Cluster the address that the pod sees is mostly a node's, of Local it is undefined which comes first.
    expect(first).not.toBe(externalTrafficPolicy === 'Cluster' ? 'pass' : 'fail policy.ingress-denied');
  });
});

describe('24: default-deny egress blocks DNS', () => {
  const dns = pod('kube-system/coredns', { ips: ['10.1.0.53'], labels: { 'k8s-app': 'kube-dns' } });
  const kubeDns = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: 'kube-system' },
    spec: {
      selector: { 'k8s-app': 'kube-dns' },
      clusterIP: '10.96.0.10',
      ports: ['UDP', 'TCP'].map((protocol) => ({
        name: protocol.toLowerCase(),
        port: 53,
        targetPort: 5353,
        protocol,
      })),
    },
  };
  const cluster = [...BASE, namespace('kube-system'), dns, kubeDns, CALICO];
  const toRedis = { to: [{ podSelector: { matchLabels: { app: 'redis' } }, namespaceSelector: {} }] };
  const egress = (...ports: object[]) =>
    policy('payments/egress', {
      policyTypes: ['Egress'],
      egress: [toRedis, ...(ports.length > 0 ? [{ to: [{ namespaceSelector: {} }], ports }] : [])],
    });
  const both = (port: number) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port }));

  test.each([
    ['no rule for it', egress(), 'fail policy.egress-dns-denied'],
    [
      'the port of the Service, which is not that of the pods',
      egress(...both(53)),
      'fail policy.dns-service-port',
    ],
    ['UDP alone', egress({ protocol: 'UDP', port: 5353 }), 'warn policy.dns-udp-only'],
  ])('%s', async (_, rule, expected) => {
    expect(await said([...cluster, rule])).toContain(expected);
  });

  test('the port of the pods, both ways', async () => {
    expect(await said([...cluster, egress(...both(5353))])).toEqual(['pass', 'pass']);
  });
});

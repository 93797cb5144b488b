import { live } from '../../../src/core/steps.ts';
import { netpolAudit } from '../../../src/tools/netpol-audit/tool.ts';
import { fileKubernetes } from '../../../src/world/snapshot/manifests/file-kubernetes.ts';
import { stubVantage, stubWorld } from '../../protocol/stub-world.ts';
import { temporaryFolder } from '../../servers/kubernetes-api.ts';

export interface Made {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
}

export const namespace = (name: string, labels: object = {}): Made => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

export interface Described {
  readonly ips?: readonly string[];
  readonly labels?: object;
  readonly annotations?: object;
  readonly spec?: object;
  readonly phase?: string;
}
export const pod = (
  name: string,
  { ips = [], labels, annotations, spec, phase = 'Running' }: Described = {},
): Made => {
  const [place, own] = name.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: own,
      namespace: place,
      labels: labels ?? { app: own },
      ...(annotations && { annotations }),
    },
    spec: { containers: [{ name: 'main' }], ...spec },
    status: { phase, podIPs: ips.map((ip) => ({ ip })) },
  } as Made;
};
export const policy = (name: string, spec: object): Made => {
  const [place, own] = name.split('/');
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: own, namespace: place },
    spec: { podSelector: {}, ...spec },
  } as Made;
};
export const service = (more: object): Made =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'redis', namespace: 'cache' },
    spec: { selector: { app: 'redis' }, ports: [{ port: 80, targetPort: 6379 }], ...more },
  }) as Made;
export const CALICO = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'calico-node', namespace: 'kube-system' },
};
export const API = pod('payments/api', { ips: ['10.1.0.1', 'fd00::1'] });
export const REDIS = pod('cache/redis', { ips: ['10.1.0.2', 'fd00::2'] });
export const BASE = [namespace('payments', { team: 'a' }), namespace('cache'), API, REDIS];
export const FROM_PAYMENTS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'payments' } },
};

/** `fail policy.ingress-denied`, `pass` …: what is said of a question over these objects. */
export async function said(objects: readonly object[], more: object = {}): Promise<string[]> {
  await using folder = await temporaryFolder();
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  const kubernetes = await fileKubernetes([await folder.write('all.json', JSON.stringify(list))]);
  const world = { ...stubWorld, kubernetes, vantage: async () => stubVantage };
  const { checks } = await netpolAudit.run(
    { world, signal: new AbortController().signal, steps: live, progress: () => undefined },
    netpolAudit.input.parse({ source: 'payments/api', destination: 'cache/redis', port: 6379, ...more }),
  );
  return checks.map(({ status, code }) => (code === null ? status : `${status} ${code}`));
}

import { expect, test } from 'vitest';
import { Pod } from '../../src/core/kubernetes/pod.ts';
import { interceptorOf } from '../../src/core/kubernetes/sidecar.ts';

const pod = (spec: object, annotations = {}): Pod =>
  Pod.parse({ metadata: { name: 'api-0', namespace: 'shop', annotations }, spec, status: {} });
const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name })) });

test('a container of a mesh beside the application, or a native sidecar', () => {
  expect(interceptorOf(pod(containers('app', 'istio-proxy')))).toBe('istio-proxy');
  expect(interceptorOf(pod(containers('linkerd-proxy', 'app')))).toBe('linkerd-proxy');
  const native = { ...containers('app'), initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always' }] };
  expect(interceptorOf(pod(native))).toBe('istio-proxy');
});

test('the ambient mesh, where its agent has redirected the pod', () => {
  const redirected = { 'ambient.istio.io/redirection': 'enabled' };
  expect(interceptorOf(pod(containers('app'), redirected))).toBe('ambient');
});

test('none of it', () => {
  expect(interceptorOf(pod(containers('app', 'vault-agent')))).toBeUndefined();
  // It has ended before the application began.
  const init = { ...containers('app'), initContainers: [{ name: 'istio-proxy' }] };
  expect(interceptorOf(pod(init))).toBeUndefined();
  const onNode = { ...containers('app', 'istio-proxy'), hostNetwork: true };
  expect(interceptorOf(pod(onNode))).toBeUndefined();
});

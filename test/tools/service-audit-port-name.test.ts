import { expect, test } from 'vitest';
import { Pod } from '../../src/core/kubernetes/pod.ts';
import { Service } from '../../src/core/kubernetes/service.ts';
import { misnamedPorts } from '../../src/tools/service-audit/evaluate/port-name.ts';

const podWith = (...names: string[]): Pod =>
  Pod.parse({
    metadata: { name: 'redis-0', namespace: 'cache' },
    spec: { containers: names.map((name) => ({ name })) },
    status: {},
  });
const seen = (port: object, pod: Pod) => ({
  service: {
    object: Service.parse({
      metadata: { name: 'redis', namespace: 'cache' },
      spec: { selector: { app: 'redis' }, ports: [port] },
      status: {},
    }),
  },
  pods: { objects: [pod] },
});
const meshed = podWith('redis', 'istio-proxy');
const notes = (port: object, pod = meshed): string[] => misnamedPorts(seen(port, pod));

test.each([
  [{ name: 'http', port: 6379 }],
  [{ name: 'http-cache', port: 6379 }],
  [{ name: 'tcp-cache', appProtocol: 'http', port: 6379 }],
  [{ name: 'grpc-web', port: 3306 }],
])('%o is read as HTTP, which is not spoken there', (port) => {
  expect(notes(port)).toEqual([
    expect.stringMatching(/^Istio’s sidecars read port \d+ as (?:http|grpc-web)/),
  ]);
});

test.each([
  [{ name: 'tcp-cache', port: 6379 }],
  [{ name: 'redis', port: 6379 }],
  [{ port: 6379 }],
  [{ name: 'http', appProtocol: 'tcp', port: 6379 }],
  [{ name: 'http', port: 8080 }],
  [{ name: 'httpd', port: 6379 }],
  [{ name: 'http', port: 6379, protocol: 'UDP' }],
])('%o is not', (port) => {
  expect(notes(port)).toEqual([]);
});

test('without a sidecar at either end names mean nothing', () => {
  expect(notes({ name: 'http', port: 6379 }, podWith('redis'))).toEqual([]);
});
